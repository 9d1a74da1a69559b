// The fields that narrow a view. Their values stand in the address.
import { make } from './dom.js';
import { adjust } from './router.js';

const delay = 150;

const field = (text, input) => make('label', 'field', make('span', '', text), input);

const kinds = {
  search: (value, label) => {
    const input = make('input');
    input.type = 'search';
    input.placeholder = label;
    input.autocomplete = 'off';
    input.spellcheck = false;
    input.value = value;
    input.setAttribute('aria-label', label);
    input.dataset.role = 'search';
    return [input, input];
  },
  text: (value, label) => {
    const input = make('input');
    input.autocomplete = 'off';
    input.spellcheck = false;
    input.value = value;
    return [input, field(label, input)];
  },
  number: (value, label) => {
    const input = make('input', 'short');
    input.inputMode = 'numeric';
    input.pattern = '-?[0-9]+';
    input.autocomplete = 'off';
    input.value = value;
    return [input, field(label, input)];
  },
  moment: (value, label) => {
    const input = make('input');
    input.type = 'datetime-local';
    input.step = 1;
    input.value = value;
    return [input, field(label, input)];
  },
  flag: (value, label) => {
    const input = make('input');
    input.type = 'checkbox';
    input.checked = value === '1';
    return [input, make('label', 'flag', input, make('span', '', label))];
  },
  choice: (value, label, options) => {
    const input = make('select');
    for (const [id, text] of options) {
      const option = make('option', '', text);
      option.value = id;
      input.append(option);
    }
    input.value = options.some(([id]) => id === value) ? value : options[0][0];
    return [input, field(label, input)];
  },
};

// fields: [key, kind, label, options]; fixed: what stands in the address besides; changed: called with the values.
export const filters = (fields, values, fixed, changed) => {
  const form = make('form', 'filters'), inputs = {};
  form.setAttribute('role', 'search');
  form.setAttribute('aria-label', 'Filter');
  // Times take much room, and are seldom asked for: they fold away.
  const when = make('details', 'when', make('summary', '', 'Time')), times = make('div', 'times');
  when.append(times);
  for (const [key, kind, label, options] of fields) {
    const [input, node] = kinds[kind](values[key] || '', label, options);
    inputs[key] = input;
    (kind === 'moment' ? times : form).append(node);
    when.open ||= kind === 'moment' && input.value !== '';
  }
  if (times.children.length) form.append(when);
  const now = () => Object.fromEntries(Object.entries(inputs).map(([key, input]) =>
    [key, input.type === 'checkbox' ? (input.checked ? '1' : '') : input.validity.valid ? input.value.trim() : '']));
  let timer = 0;
  const change = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { if (form.isConnected) { adjust({ ...fixed, ...now() }); changed(now()); } }, delay);
  };
  form.addEventListener('input', change);
  form.addEventListener('submit', event => event.preventDefault());
  return { form, now };
};

// A time of this machine as the emulator is asked for it. Until a second is until its end.
export const since = value => value ? new Date(value).getTime() : '';
export const until = value => value ? new Date(value).getTime() + 999 : '';
