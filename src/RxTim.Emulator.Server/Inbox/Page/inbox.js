'use strict';
// What came over the wire is only ever set as text.
const $ = id => document.getElementById(id);
const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  return node;
};
const number = new Intl.NumberFormat('en');
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const dayAndClock = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const moment = seconds => {
  const date = new Date(seconds * 1000);
  return date.toDateString() === new Date().toDateString() ? clock.format(date) : dayAndClock.format(date);
};
const ask = async (path, options) => {
  const response = await fetch('emulator/' + path, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.ErrorInfo || response.statusText);
  return answer;
};
// Runs at most once at a time; asked for while it runs, it runs once more.
const once = action => {
  let running = false, again = false;
  return async () => {
    if (running) { again = true; return; }
    running = true;
    try { do { again = false; await action(); } while (again); }
    catch { /* The connection's state shows that the emulator does not answer. */ }
    finally { running = false; }
  };
};

// Accounts
let chosen = null, accountsNext = null, accountsShown = new Set();

const accountItem = account => {
  const item = make('li'), button = make('button');
  button.type = 'button';
  button.dataset.id = account.id;
  if (account.id === chosen) button.setAttribute('aria-current', 'true');
  const count = account.messages >= 1000 ? '1,000+' : String(account.messages);
  button.append(make('span', 'name', account.id || '(empty)'), make('span', 'time', account.time ? moment(account.time) : ''),
    make('span', 'text', account.text || ''), make('span', 'count', count));
  button.lastChild.setAttribute('aria-label', account.messages === 1 ? '1 message' : count + ' messages');
  button.addEventListener('click', () => choose(account.id));
  item.append(button);
  return item;
};

const accountsQuery = from => 'accounts?' + new URLSearchParams({ search: $('search').value, order: $('order').value, from: from || '' });

const showAccounts = once(async () => {
  const asked = $('search').value, page = await ask(accountsQuery());
  if (asked !== $('search').value) return;
  const focused = document.activeElement && document.activeElement.dataset.id;
  accountsShown = new Set(page.accounts.map(account => account.id));
  $('accounts').replaceChildren(...page.accounts.map(accountItem));
  if (focused !== undefined) {
    const same = [...$('accounts').querySelectorAll('button')].find(button => button.dataset.id === focused);
    if (same) same.focus();
  }
  accountsNext = page.next;
  $('accounts-more').hidden = !accountsNext;
  $('accounts-status').textContent = page.accounts.length ? '' : asked ? 'No account fits.' : 'No accounts yet. Send something.';
});

$('accounts-more').addEventListener('click', async () => {
  const page = await ask(accountsQuery(accountsNext));
  for (const account of page.accounts) {
    if (accountsShown.has(account.id)) continue;
    accountsShown.add(account.id);
    $('accounts').append(accountItem(account));
  }
  accountsNext = page.next;
  $('accounts-more').hidden = !accountsNext;
});
$('search').addEventListener('input', showAccounts);
$('order').addEventListener('change', showAccounts);

// Messages
const pretty = text => {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
};
const label = (name, text) => {
  const node = make('div', 'element');
  node.append(make('span', 'label', name));
  if (text) node.append(text);
  return node;
};
const block = (name, text) => {
  const node = label(name), code = make('pre', '', text);
  code.tabIndex = 0;
  code.setAttribute('aria-label', name);
  node.append(code);
  return node;
};
const lines = (...parts) => parts.filter(part => part !== undefined && part !== null && part !== '').join('\n');
const size = bytes => bytes === undefined || bytes === null ? '' : bytes < 1024 ? bytes + ' bytes' : bytes < 1048576 ? (bytes / 1024).toFixed(1) + ' kB'
  : (bytes / 1048576).toFixed(1) + ' MB';
const elements = {
  TIMTextElem: c => make('div', 'element', c.Text),
  TIMCustomElem: c => {
    const node = block('Custom', pretty(c.Data || ''));
    const rest = lines(c.Desc && 'Desc: ' + c.Desc, c.Ext && 'Ext: ' + c.Ext, c.Sound && 'Sound: ' + c.Sound);
    if (rest) node.append(rest);
    return node;
  },
  TIMFaceElem: c => label('Face', lines('No. ' + c.Index, c.Data)),
  TIMLocationElem: c => label('Location', lines(c.Desc, c.Latitude + ', ' + c.Longitude)),
  TIMImageElem: c => label('Image', lines(c.UUID, ...(c.ImageInfoArray || []).map(picture =>
    lines([({ 1: 'original', 2: 'large', 3: 'thumbnail' })[picture.Type], picture.Width && picture.Width + ' × ' + picture.Height, size(picture.Size)]
      .filter(Boolean).join(' · '), picture.URL)))),
  TIMSoundElem: c => label('Sound', lines(c.Second !== undefined && c.Second + ' s', size(c.Size), c.Url)),
  TIMFileElem: c => label('File', lines(c.FileName, size(c.FileSize), c.Url)),
  TIMVideoFileElem: c => label('Video', lines(c.VideoSecond !== undefined && c.VideoSecond + ' s', size(c.VideoSize), c.VideoUrl)),
};
const elementNode = element => {
  const known = elements[element.MsgType];
  return known && element.MsgContent ? known(element.MsgContent) : block(String(element.MsgType), JSON.stringify(element.MsgContent, null, 2));
};
const messageItem = message => {
  const item = make('li'), meta = make('div', 'meta'), bubble = make('div', 'bubble');
  const own = message.from === chosen && message.to !== chosen;
  if (own) item.className = 'own';
  item.dataset.id = message.id;
  const to = message.receivers > 1 ? 'to ' + message.to + ' and ' + number.format(message.receivers - 1) + ' more' : 'to ' + message.to;
  meta.append(make('b', '', own ? to : message.from), make('time', '', moment(message.time)));
  meta.lastChild.title = 'MsgKey ' + message.key;
  if (message.withdrawn) {
    bubble.classList.add('withdrawn');
    meta.append(make('span', '', 'withdrawn'));
  }
  if (message.onlineOnly) meta.append(make('span', '', 'online only'));
  bubble.append(...message.body.map(elementNode));
  if (message.cloud) bubble.append(block('CloudCustomData', pretty(message.cloud)));
  item.append(meta, bubble);
  return item;
};

let messagesNext = null, newest = 0;
const messagesOf = (account, from) => ask('messages?' + new URLSearchParams({ account, from: from || '' }));
const find = () => {
  const text = $('find').value.toLowerCase();
  for (const item of $('messages').children) item.hidden = text !== '' && !item.textContent.toLowerCase().includes(text);
};
const showMessages = once(async () => {
  if (chosen === null) return;
  const account = chosen, page = await messagesOf(account), list = $('messages');
  if (account !== chosen) return;
  const fresh = page.messages.filter(message => message.id > newest);
  if (!fresh.length) return;
  const first = newest === 0;
  // More came than a page holds: what is between would be missing.
  const gap = !first && fresh.length === page.messages.length;
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  if (first || gap) {
    list.replaceChildren();
    messagesNext = page.next;
    $('messages-more').hidden = !messagesNext;
  }
  newest = fresh[0].id;
  for (const message of fresh.reverse()) {
    const item = messageItem(message);
    if (!first) item.classList.add('new');
    list.append(item);
  }
  find();
  if (first || atEnd) list.scrollTop = list.scrollHeight;
});
const choose = id => {
  chosen = id;
  newest = 0;
  for (const button of $('accounts').querySelectorAll('button')) {
    if (button.dataset.id === id) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
  $('conversation-title').textContent = id || '(empty)';
  $('find').value = '';
  $('find').hidden = false;
  $('empty').hidden = true;
  $('messages').replaceChildren();
  $('messages-more').hidden = true;
  document.body.classList.add('reading');
  $('conversation').focus({ preventScroll: true });
  showMessages();
};
$('messages-more').addEventListener('click', async () => {
  const account = chosen, page = await messagesOf(account, messagesNext);
  if (account !== chosen) return;
  const list = $('messages'), height = list.scrollHeight;
  list.prepend(...page.messages.reverse().map(messageItem));
  list.scrollTop += list.scrollHeight - height;
  messagesNext = page.next;
  $('messages-more').hidden = !messagesNext;
  find();
});
$('find').addEventListener('input', find);
$('back').addEventListener('click', () => {
  document.body.classList.remove('reading');
  const current = $('accounts').querySelector('[aria-current]');
  (current || $('search')).focus();
});

// Live calls
const mostRows = 100;
const failed = row => row.code !== 0;
const feedItem = row => {
  const item = make('li', failed(row) ? 'bad' : ''), line = make('div', 'line');
  const sent = row.identifiers - row.failed;
  const result = row.identifiers === 0 ? 'refused ' + row.code
    : row.failed === 0 ? number.format(sent) + ' sent' : number.format(sent) + ' sent, ' + number.format(row.failed) + ' failed';
  line.append(make('b', '', row.api), make('span', 'result', result));
  const more = row.identifiers - row.to.length;
  const to = row.to.length ? (row.from || '') + ' → ' + row.to.join(', ') + (more > 0 ? ' and ' + number.format(more) + ' more' : '') : '';
  item.append(line);
  if (to) item.append(make('div', '', to));
  if (row.text) item.append(make('div', 'quiet', row.text));
  if (failed(row)) item.append(make('div', '', [row.identifiers && 'code ' + row.code, row.info].filter(Boolean).join(': ')));
  item.append(make('div', 'quiet', clock.format(new Date(row.time)) + ' · ' + row.via));
  return item;
};
const applyFilter = item => { item.hidden = $('filter').value === 'failed' && !item.classList.contains('bad'); };
const count = news => {
  $('calls').textContent = number.format(news.calls);
  $('sent').textContent = number.format(news.sent);
  $('failed').textContent = number.format(news.failed);
};
// How much of the documented rates is used. It falls by itself, so it is asked for again until nothing is.
const showRate = (id, rate) => {
  const place = $(id), gauge = place.querySelector('meter');
  place.hidden = rate.limit === null;
  if (place.hidden) return 0;
  gauge.max = rate.limit;
  gauge.high = rate.limit * .9;
  gauge.optimum = 0;
  gauge.value = rate.used;
  place.classList.toggle('full', rate.used >= rate.limit);
  place.querySelector('span').textContent = number.format(rate.used) + ' of ' + number.format(rate.limit);
  return rate.used;
};
let ratesTimer = 0;
const showRates = once(async () => {
  clearTimeout(ratesTimer);
  const rates = (await ask('state')).rates;
  const used = showRate('calls-rate', rates.calls) + showRate('messages-rate', rates.messages);
  $('rates').hidden = rates.calls.limit === null && rates.messages.limit === null;
  if (used > 0) ratesTimer = setTimeout(showRates, 500);
});
let seen = 0;
const onNews = event => {
  const news = JSON.parse(event.data), feed = $('feed');
  if (news.calls < seen) { seen = 0; feed.replaceChildren(); }
  count(news);
  if (news.skipped > 0) feed.prepend(make('li', 'skipped', number.format(news.skipped) + ' calls more, too fast to show'));
  for (const row of news.rows) {
    if (row.id <= seen) continue;
    seen = row.id;
    const item = feedItem(row);
    applyFilter(item);
    feed.prepend(item);
  }
  while (feed.children.length > mostRows) feed.lastChild.remove();
  $('feed-empty').hidden = feed.children.length > 0;
  refresh();
};
// The lists follow the calls, at most twice a second.
let waiting = false;
const refresh = () => {
  if (waiting) return;
  waiting = true;
  setTimeout(() => { waiting = false; showAccounts(); showMessages(); showRates(); }, accountsShown.size ? 500 : 50);
};
$('filter').addEventListener('change', () => [...$('feed').children].forEach(applyFilter));

// Faults
let faults = { Faults: [], Silences: [], Refusal: null, Latency: '' };
const share = rule => rule.Probability === 1 ? '' : ' (' + +(rule.Probability * 100).toPrecision(6) + ' %)';
const showFaults = () => {
  const rules = [
    ...faults.Faults.map(rule => [rule.Pattern + ' fails with ' + rule.Code + share(rule),
      { Faults: faults.Faults.filter(other => other !== rule) }]),
    ...faults.Silences.map(rule => [rule.Pattern + ' is not answered' + share(rule),
      { Silences: faults.Silences.filter(other => other !== rule) }]),
    ...(faults.Refusal ? [['Calls are refused with ' + faults.Refusal.Code + share(faults.Refusal), { Refusal: null }]] : []),
  ];
  $('rules').replaceChildren(...rules.map(([text, without]) => {
    const item = make('li'), remove = make('button', '', 'Remove');
    remove.type = 'button';
    remove.setAttribute('aria-label', 'Remove: ' + text);
    remove.addEventListener('click', () => setFaults(without, 'Removed.'));
    item.append(make('span', '', text), remove);
    return item;
  }));
  if (document.activeElement !== $('latency')) $('latency').value = faults.Latency === '0ms..0ms' ? '' : faults.Latency;
};
const tell = (text, wrong) => {
  $('faults-status').textContent = text;
  $('faults-status').classList.toggle('wrong', !!wrong);
};
const setFaults = async (change, done) => {
  try {
    const now = await ask('faults');
    const wanted = typeof change === 'function' ? change(now) : { ...now, ...change };
    faults = await ask('faults', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(wanted) });
    showFaults();
    tell(done);
  } catch (error) { tell(error.message, true); }
};
$('kind').addEventListener('change', () => {
  $('pattern-field').hidden = $('kind').value === 'Refusal';
  $('code-field').hidden = $('kind').value === 'Silences';
});
$('rule').addEventListener('submit', event => {
  event.preventDefault();
  const kind = $('kind').value, rule = { Probability: Number($('probability').value) };
  if (kind !== 'Refusal') rule.Pattern = $('pattern').value;
  if (kind !== 'Silences') rule.Code = Number($('code').value);
  setFaults(now => kind === 'Refusal' ? { ...now, Refusal: rule } : { ...now, [kind]: [...now[kind], rule] }, 'The rule holds from now on.');
});
$('latency-form').addEventListener('submit', event => {
  event.preventDefault();
  setFaults({ Latency: $('latency').value.trim() }, 'The latency holds from now on.');
});

// Start
const connect = () => {
  const events = new EventSource('emulator/feed');
  events.onmessage = onNews;
  events.onopen = () => {
    $('connection').textContent = 'Live';
    $('connection').classList.add('live');
    ask('faults').then(now => { faults = now; showFaults(); }).catch(() => {});
    ask('state').then(state => {
      $('app').textContent = state.sdkAppId;
      $('admin').textContent = state.admin;
    }).catch(() => {});
    showAccounts();
    showRates();
  };
  events.onerror = () => {
    $('connection').textContent = 'Not connected';
    $('connection').classList.remove('live');
    if (events.readyState === EventSource.CLOSED) setTimeout(connect, 2000);
  };
};
connect();
