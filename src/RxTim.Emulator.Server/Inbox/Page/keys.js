// The keyboard's way through the inbox.
import { $ } from './dom.js';
import { read } from './router.js';

const places = { s: 'sends', c: 'calls', a: 'accounts', m: 'messages', f: 'faults' };
const setting = 'rxtim.keys';

const rows = () => [...document.querySelectorAll('#view .row')];
const move = step => {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement && document.activeElement.closest('li')?.querySelector('.row'));
  const to = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
  to.focus();
  to.closest('li').scrollIntoView({ block: 'nearest' });
};
const first = selector => document.querySelector('#view ' + selector);
const press = node => { if (node && !node.hidden) node.click(); };

const actions = {
  '/': () => (first('[data-role=search]') || first('.filters input'))?.focus(),
  j: () => move(1),
  k: () => move(-1),
  n: () => press(first('.more')),
  c: () => press(first('.copy')),
  e: () => press(first('[data-role=export]')),
  x: () => $('clear').click(),
  '?': () => $('help-open').click(),
};

const isWriting = node => node.matches('input:not([type=checkbox]), textarea, select');

// up: leads to what a view belongs to.
export const listen = up => {
  const single = $('single-keys');
  single.checked = localStorage.getItem(setting) !== 'off';
  single.addEventListener('change', () => localStorage.setItem(setting, single.checked ? 'on' : 'off'));

  // Whether g was the key before.
  let goes = false;
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector('dialog[open]')) return;
    if (event.key === 'Escape') {
      if (isWriting(event.target)) { event.target.blur(); $('title').focus({ preventScroll: true }); }
      else up(read());
      return;
    }
    if (!single.checked || isWriting(event.target)) return;
    if (event.key === 'Shift') return;
    const isSecond = goes;
    goes = false;
    if (isSecond && Object.hasOwn(places, event.key)) location.hash = '#/' + places[event.key];
    else if (event.key === 'g') goes = true;
    else if (Object.hasOwn(actions, event.key)) actions[event.key]();
    else return;
    event.preventDefault();
  });
};
