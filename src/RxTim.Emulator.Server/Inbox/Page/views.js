// The lists of everything. Each view fills its place, and says what it is called and how it follows what happens.
import { ask, query } from './api.js';
import { anchor, make } from './dom.js';
import { filters, since, until } from './filters.js';
import { liveList } from './list.js';
import { accountRow, callRow, messageRow, sendRow } from './rows.js';

const times = [['since', 'moment', 'From'], ['until', 'moment', 'To']];
const asked = values => ({ ...values, since: since(values.since), until: until(values.until) });

// A list with its filter. addition: what stands below the filter, from its values.
const filtered = (place, values, fields, { title, path, key, addition, ...list }) => {
  const extra = make('div', 'actions');
  const show = now => { if (addition) extra.replaceChildren(...addition(now)); };
  const changed = now => { show(now); all.reload(); };
  const { form, now } = filters(fields, values, {}, changed);
  const all = liveList({
    ...list,
    label: title,
    key,
    fetch: async from => {
      const page = await ask(path + query({ ...asked(now()), from }));
      return { items: page[path], next: page.next };
    },
  });
  show(now());
  place.append(form, extra, ...all.nodes);
  return { title, refresh: all.refresh };
};

export const sends = (place, { values }) => filtered(
  place, values, [['search', 'search', 'Search texts and senders'], ['failed', 'flag', 'With failures'], ...times], {
    title: 'Sends',
    path: 'sends',
    key: send => send.id,
    row: sendRow,
    empty: 'No sends. Send something, and it shows up here by itself.',
  });

export const calls = (place, { values }) => filtered(
  place, values, [['send', 'number', 'Send'], ['failed', 'flag', 'With failures'], ...times], {
    title: 'Calls',
    path: 'calls',
    key: call => call.id,
    row: callRow,
    empty: 'No calls.',
  });

export const accounts = (place, { values }) => filtered(
  place, values, [
    ['search', 'search', 'Search accounts'],
    ['order', 'choice', 'Order', [['latest', 'latest message'], ['name', 'name'], ['failures', 'most failures']]],
  ], {
    title: 'Accounts',
    path: 'accounts',
    key: account => account.id,
    row: accountRow,
    empty: 'No accounts.',
  });

export const exportLink = values => {
  const node = anchor('emulator/export' + query(values), 'button', 'Export as NDJSON');
  node.download = 'messages.ndjson';
  node.dataset.role = 'export';
  return node;
};

export const messages = (place, { values }) => {
  const fields = [['send', 'number', 'Send'], ['account', 'text', 'Account'], ...times];
  return filtered(place, values, fields, {
    title: 'Messages',
    path: 'messages',
    key: message => message.id,
    row: messageRow,
    empty: 'No messages.',
    addition: now => [exportLink(asked(now))],
  });
};
