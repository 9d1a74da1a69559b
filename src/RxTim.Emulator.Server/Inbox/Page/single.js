// The views of one thing: a send, a call, an account, a message.
import { ask, query } from './api.js';
import { anchor, count, facts, make, many, name, time } from './dom.js';
import { bubble, isShort } from './elements.js';
import { filters } from './filters.js';
import { jsonPanel } from './json.js';
import { liveList } from './list.js';
import { link, toAccount } from './router.js';
import { callRow, failedAccountRow, failedSendRow, messageRow } from './rows.js';
import { exportLink } from './views.js';

const accountLink = id => anchor(toAccount(id), '', name(id));
const sendLink = id => anchor(link('sends/' + id), '', 'send ' + id);

const tabs = (path, values, current, names) => {
  const bar = make('nav', 'tabs');
  bar.setAttribute('aria-label', 'Parts');
  for (const [tab, text] of names) {
    const node = anchor(link(path, { ...values, tab }), '', text);
    if (tab === current) node.setAttribute('aria-current', 'page');
    bar.append(node);
  }
  return bar;
};

const listOf = (place, label, empty, path, name, key, row) => {
  const list = liveList({
    label, empty, key, row,
    fetch: async from => {
      const page = await ask(path(from));
      return { items: page[name], next: page.next };
    },
  });
  place.append(...list.nodes);
  return list;
};

// Where a list of many hangs below what changes with it.
const below = (place, load, fill) => {
  const head = make('div', 'head'), body = make('div', 'body');
  place.append(head, body);
  let inner = null;
  const refresh = async () => {
    const thing = await load();
    const text = JSON.stringify(thing);
    if (text !== head.dataset.shown) {
      head.dataset.shown = text;
      fill.head(head, thing);
    }
    inner ??= fill.body(body, thing) || {};
    if (inner.refresh) await inner.refresh();
  };
  return refresh;
};

export const send = (place, { parts: [, id], values }) => {
  const tab = ['received', 'calls', 'message'].includes(values.tab) ? values.tab : 'failed', path = 'sends/' + id;
  const parts = [['failed', 'Failed'], ['received', 'Received'], ['calls', 'Calls'], ['message', 'Message']];
  const codes = send => send.codes.length === 0 ? [] : [make('ul', 'codes', ...send.codes.map(code => make('li', '',
    anchor(link(path, { tab: 'failed', code: code.code }), '', String(code.code)),
    ' ' + many(code.accounts, 'account') + (code.desc ? ': ' + code.desc : ''))))];
  const fill = {
    head: (head, send) => head.replaceChildren(
      make('p', 'lead', send.text || '(no text)'),
      facts([
        ['Sent', make('span', 'good', count(send.sent))], ['Failed', make('span', send.failed ? 'bad' : '', count(send.failed))],
        ['Calls', count(send.calls)], ['Asked', many(send.asked, 'identifier')], ['From', accountLink(send.from)],
        ['First call', time(send.time)], ['Last call', time(send.last)],
        ['Came by', [send.api, send.via].filter(Boolean).join(', ') || 'not known'],
        ['Random', send.random], ['Sequence', send.sequence],
      ]),
      ...codes(send)),
    body: (body, send) => {
      body.append(tabs(path, {}, tab, parts));
      if (tab === 'message') {
        body.append(bubble(send), jsonPanel('JSON of the message', send.json));
        return null;
      }
      if (tab === 'received') {
        body.append(make('div', 'actions', exportLink({ send: id })));
        return listOf(
          body, 'Received', 'Nobody has it.', from => 'messages' + query({ send: id, from }), 'messages', m => m.id, messageRow);
      }
      if (tab === 'calls')
        return listOf(body, 'Calls', 'No call of it is kept.', from => 'calls' + query({ send: id, from }), 'calls', c => c.id, callRow);
      const { form, now } = filters(
        [['search', 'search', 'Search who failed'], ['code', 'number', 'Code']], values, { tab }, () => list.reload());
      body.append(form);
      const list = listOf(body, 'Failed', 'Nobody failed.', from => path + '/failures' + query({ ...now(), from }), 'failures', f => f.to,
        failedAccountRow);
      return list;
    },
  };
  return { title: 'Send ' + id, parent: link('sends'), refresh: below(place, () => ask(path), fill) };
};

export const call = (place, { parts: [, id] }) => {
  const fill = {
    head: (head, call) => head.replaceChildren(
      facts([
        ['Call', call.api], ['Came by', call.via], ['At', time(call.time)],
        ...(call.send ? [['Belongs to', sendLink(call.send)]] : []), ...(call.from ? [['From', accountLink(call.from)]] : []),
        ['Identifiers', count(call.identifiers)], ['Failed', make('span', call.failed ? 'bad' : '', count(call.failed))],
        ['Code', make('span', call.code ? 'bad' : '', call.code + (call.info ? ': ' + call.info : ''))],
      ]),
      jsonPanel('Request', call.request, 'It is not kept: there was none, or it is longer than 64 kB.'),
      jsonPanel('Answer', call.answer, 'There is none yet, or it is longer than 64 kB.')),
    body: () => null,
  };
  return { title: 'Call ' + id, parent: link('calls'), refresh: below(place, () => ask('calls/' + id), fill) };
};

export const account = (place, { values }) => {
  const id = values.id || '', tab = values.tab === 'failures' ? 'failures' : 'messages';
  const fill = {
    head: (head, account) => head.replaceChildren(facts([
      ['Messages', account.messages >= 1000 ? '1,000+' : count(account.messages)],
      ['Failures', make('span', account.failures ? 'bad' : '', count(account.failures))],
      ['Exists', account.exists ? 'yes' : 'no'],
      ...(account.nick ? [['Nick', account.nick]] : []),
      ...(account.faceUrl ? [['Picture', account.faceUrl]] : []),
    ])),
    body: body => {
      body.append(tabs('account', { id }, tab, [['messages', 'Messages'], ['failures', 'Failures']]));
      if (tab === 'failures')
        return listOf(
          body, 'Failures', 'No send failed.', from => 'account/failures' + query({ id, from }), 'failures', f => f.id, failedSendRow);
      body.append(make('div', 'actions', exportLink({ account: id })));
      return listOf(body, 'Messages', 'No messages.', from => 'messages?' + new URLSearchParams({ account: id, ...(from && { from }) }),
        'messages', m => m.id, message => isShort(message) ? messageRow(message) : [...messageRow(message), bubble(message)]);
    },
  };
  return { title: name(id), parent: link('accounts'), refresh: below(place, () => ask('account?' + new URLSearchParams({ id })), fill) };
};

export const message = (place, { parts: [, id] }) => {
  const fill = {
    head: (head, message) => head.replaceChildren(
      facts([
        ['From', accountLink(message.from)], ['To', accountLink(message.to)], ['Belongs to', sendLink(message.send)],
        ['At', time(message.time * 1000)], ['MsgKey', message.key],
        ['State', [message.withdrawn && 'withdrawn', message.read && 'read', message.onlineOnly && 'online only'].filter(Boolean).join(', ')
          || 'kept'],
      ]),
      bubble(message),
      jsonPanel('JSON of the message', message.json)),
    body: () => null,
  };
  return { title: 'Message ' + id, parent: link('messages'), refresh: below(place, () => ask('messages/' + id), fill) };
};
