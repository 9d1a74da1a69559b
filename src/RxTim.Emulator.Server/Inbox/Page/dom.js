// Makes the page's nodes. What comes from outside becomes text, never HTML.

export const $ = id => document.getElementById(id);

export const make = (tag, className, ...children) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children.filter(child => child !== null && child !== undefined && child !== ''));
  return node;
};

export const anchor = (href, className, ...children) => {
  const node = make('a', className, ...children);
  node.href = href;
  return node;
};

export const button = (text, action, className) => {
  const node = make('button', className, text);
  node.type = 'button';
  node.addEventListener('click', action);
  return node;
};

export const time = milliseconds => {
  const node = make('time', '', moment(milliseconds));
  node.dateTime = new Date(milliseconds).toISOString();
  return node;
};

// Names and values side by side.
export const facts = entries => {
  const list = make('dl', 'facts');
  for (const [name, ...values] of entries) list.append(make('div', '', make('dt', '', name), make('dd', '', ...values)));
  return list;
};

const numbers = new Intl.NumberFormat('en');
export const count = value => numbers.format(value);
export const many = (value, one, more = one + 's') => count(value) + ' ' + (value === 1 ? one : more);

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const dayAndClock = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
export const moment = milliseconds => {
  const date = new Date(milliseconds);
  return date.toDateString() === new Date().toDateString() ? clock.format(date) : dayAndClock.format(date);
};

// An identifier can be empty.
export const name = identifier => identifier || '(empty)';

// Says something to whoever cannot see it happen.
export const announce = text => { $('announcement').textContent = text; };
