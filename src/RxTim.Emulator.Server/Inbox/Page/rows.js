// One line of each kind of list. The first link of a row is where Enter leads.
import { anchor, count, make, many, name, time } from './dom.js';
import { link, toAccount } from './router.js';
import { summary } from './elements.js';

const tally = (sent, failed) => make('span', 'tally',
  make('span', 'good', count(sent) + ' sent'), failed ? make('span', 'bad', count(failed) + ' failed') : null);
const codeText = ({ code, desc, accounts }) => code + ' × ' + count(accounts) + (desc ? ': ' + desc : '');
const line = (...children) => make('div', 'line', ...children);
const quiet = (...children) => make('div', 'quiet', ...children);

export const sendRow = send => [
  line(anchor(link('sends/' + send.id), 'row', send.text || '(no text)'), tally(send.sent, send.failed)),
  quiet('from ' + name(send.from) + ' · ' + many(send.calls, 'call') + ' · ', time(send.time), send.api ? ' · ' + send.api : ''),
  send.codes.length ? make('div', 'bad small', send.codes.slice(0, 3).map(codeText).join(' · ')) : null,
].filter(Boolean);

const result = call => call.identifiers === 0 ? make('span', 'tally', make('span', 'bad', 'refused ' + call.code))
  : tally(call.identifiers - call.failed, call.failed);
const receivers = call => {
  const more = call.identifiers - call.to.length;
  const others = more > 0 ? ' and ' + count(more) + ' more' : '';
  return call.to.length ? name(call.from || '') + ' → ' + call.to.map(name).join(', ') + others : '';
};
export const callRow = call => [
  line(anchor(link('calls/' + call.id), 'row', make('span', 'number', '#' + call.id), ' ' + call.api), result(call)),
  receivers(call) ? make('div', '', receivers(call)) : null,
  call.text ? make('div', 'quiet clamp', call.text) : null,
  call.code ? make('div', 'bad small', call.code + (call.info ? ': ' + call.info : '')) : null,
  quiet(time(call.time), ' · ' + call.via),
].filter(Boolean);

export const accountRow = account => [
  line(anchor(toAccount(account.id), 'row', name(account.id)), make('span', 'tally',
    make('span', '', account.messages >= 1000 ? '1,000+ messages' : many(account.messages, 'message')),
    account.failures ? make('span', 'bad', many(account.failures, 'failure')) : null)),
  account.time ? quiet(account.text + ' · ', time(account.time * 1000)) : null,
].filter(Boolean);

// Whom a send failed for.
export const failedAccountRow = failure => [
  line(anchor(toAccount(failure.to), 'row', name(failure.to)), make('span', 'bad', String(failure.code))),
  quiet(failure.desc ? failure.desc + ' ' : '', many(failure.tries, 'try', 'tries') + ' · ', time(failure.time), ' · ',
    anchor(link('calls/' + failure.call), '', 'call #' + failure.call)),
];

// Which send failed for an account.
export const failedSendRow = failure => [
  line(anchor(link('sends/' + failure.send), 'row', failure.text || 'send ' + failure.send),
    make('span', failure.settled ? 'quiet' : 'bad', failure.settled ? failure.code + ', sent later' : String(failure.code))),
  quiet(failure.desc ? failure.desc + ' ' : '', many(failure.tries, 'try', 'tries') + ' · ', time(failure.time), ' · ',
    anchor(link('calls/' + failure.call), '', 'call #' + failure.call)),
];

const states = message => [message.withdrawn && 'withdrawn', message.read && 'read', message.onlineOnly && 'online only']
  .filter(Boolean).map(text => ' · ' + text).join('');
export const messageRow = message => [
  line(anchor(link('messages/' + message.id), message.withdrawn ? 'row withdrawn' : 'row', summary(message.body) || '(no text)'),
    make('span', 'quiet', time(message.time * 1000))),
  quiet(anchor(toAccount(message.from), '', name(message.from)), ' → ', anchor(toAccount(message.to), '', name(message.to)),
    ' · ', anchor(link('sends/' + message.send), '', 'send ' + message.send), states(message)),
];
