// Shows the view that the address names, and lets it follow what happens.
import { ask, once, Refused, Unreachable } from './api.js';
import { $, announce, make } from './dom.js';
import { view as faults } from './faults.js';
import { connect } from './feed.js';
import { showConnection, showCounts, showState } from './header.js';
import { listen } from './keys.js';
import { read } from './router.js';
import * as single from './single.js';
import * as lists from './views.js';

const pace = 500;
const views = {
  sends: [lists.sends, single.send],
  calls: [lists.calls, single.call],
  accounts: [lists.accounts],
  account: [single.account],
  messages: [lists.messages, single.message],
  faults: [faults],
};

let current = null, last = null;
// How many steps lead back to where the inbox was opened.
let steps = history.state?.steps ?? 0;
history.replaceState({ steps }, '');
// The row that was opened from each address, to come back to it.
const opened = new Map();

const nothing = () => ({ title: 'There is nothing here', refresh: async () => {} });
const find = route => {
  const name = route.parts[0] ?? 'sends';
  return Object.hasOwn(views, name) && views[name][route.parts.length > 1 ? 1 : 0] || nothing;
};

const missing = error => {
  if (error instanceof Refused)
    $('view').replaceChildren(make('p', 'empty', 'This is not kept, or it was cleared: ' + error.message + '.'));
  else if (!(error instanceof Unreachable)) throw error;
};

const focus = (route, isSameThing) => {
  const row = opened.get(location.hash);
  const back = row && [...document.querySelectorAll('#view li')].find(item => item.dataset.key === row);
  const tab = isSameThing && document.querySelector('#view .tabs [aria-current]');
  const target = back ? back.querySelector('.row') : tab || $('title');
  target.focus({ preventScroll: !back });
};

const show = async () => {
  const route = read(), isFirst = last === null, isSameThing = last && last.path === route.path;
  const place = make('div');
  place.id = 'view';
  $('view').replaceWith(place);
  const shown = current = find(route)(place, route);
  document.title = shown.title + ' – RxTim emulator inbox';
  $('title').textContent = shown.title;
  for (const node of document.querySelectorAll('#views a')) {
    const isHere = node.hash === '#/' + (route.parts[0] === 'account' ? 'accounts' : route.parts[0] ?? 'sends');
    if (isHere) node.setAttribute('aria-current', route.parts.length > 1 || route.parts[0] === 'account' ? 'true' : 'page');
    else node.removeAttribute('aria-current');
  }
  last = route;
  if (!isSameThing) scrollTo(0, 0);
  if (!isFirst && !isSameThing) $('title').focus({ preventScroll: true });
  try { await shown.refresh(); } catch (error) { if (current === shown) missing(error); }
  const isUntouched = document.activeElement === document.body || document.activeElement === $('title');
  if (!isFirst && current === shown && isUntouched) focus(route, isSameThing);
};

// The view follows the calls, at most twice a second.
const refresh = once(async () => { if (current) await current.refresh(); });
let waiting = false;
const follow = () => {
  if (waiting) return;
  waiting = true;
  setTimeout(() => { waiting = false; refresh(); showState(); }, pace);
};

const up = route => {
  if (steps > 0) history.back();
  else if (route.path) location.hash = current.parent || '#/';
};

addEventListener('click', event => {
  const row = event.target.closest('#view li a');
  if (row && row.hash) opened.set(location.hash, row.closest('li').dataset.key);
});
addEventListener('hashchange', () => {
  steps = history.state?.steps ?? steps + 1;
  history.replaceState({ steps }, '');
  show();
});

$('clear').addEventListener('click', () => $('clear-dialog').showModal());
$('clear-dialog').addEventListener('close', async () => {
  if ($('clear-dialog').returnValue !== 'clear') return;
  $('clear-dialog').returnValue = '';
  try {
    showCounts(await ask('messages', { method: 'DELETE' }));
    opened.clear();
    announce('All is cleared.');
    show();
  } catch (error) { announce('Not cleared: ' + error.message); }
});
$('help-open').addEventListener('click', () => $('help').showModal());

listen(up);
connect(news => { showCounts(news); follow(); }, isLive => { showConnection(isLive); if (isLive) { showState(); refresh(); } });
show();
