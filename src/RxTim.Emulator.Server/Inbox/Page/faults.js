// What goes wrong on purpose.
import { $, button, make } from './dom.js';
import { ask, once } from './api.js';

let faults = { Faults: [], Silences: [], Refusal: null, Latency: '' };
const share = rule => rule.Probability === 1 ? '' : ' (' + +(rule.Probability * 100).toPrecision(6) + ' %)';

const show = () => {
  if (!$('rules')) return;
  const rules = [
    ...faults.Faults.map(rule => [rule.Pattern + ' fails with ' + rule.Code + share(rule),
      { Faults: faults.Faults.filter(other => other !== rule) }]),
    ...faults.Silences.map(rule => [rule.Pattern + ' is not answered' + share(rule),
      { Silences: faults.Silences.filter(other => other !== rule) }]),
    ...(faults.Refusal ? [['Calls are refused with ' + faults.Refusal.Code + share(faults.Refusal), { Refusal: null }]] : []),
  ];
  $('rules').replaceChildren(...rules.map(([text, without]) => {
    const remove = button('Remove', () => set(without, 'Removed.'));
    remove.setAttribute('aria-label', 'Remove: ' + text);
    return make('li', '', make('span', '', text), remove);
  }));
  $('no-rules').hidden = rules.length > 0;
  if (document.activeElement !== $('latency')) $('latency').value = faults.Latency === '0ms..0ms' ? '' : faults.Latency;
};

const tell = (text, isWrong) => {
  if (!$('rules')) return;
  $('faults-status').textContent = text;
  $('faults-status').classList.toggle('bad', !!isWrong);
};

const set = async (change, done) => {
  try {
    const now = await ask('faults');
    const wanted = typeof change === 'function' ? change(now) : { ...now, ...change };
    faults = await ask('faults', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(wanted) });
    show();
    tell(done);
    if (document.activeElement === document.body && $('pattern')) $('pattern').focus();
  } catch (error) { tell(error.message, true); }
};

const begin = () => {
  $('kind').addEventListener('change', () => {
    $('pattern-field').hidden = $('kind').value === 'Refusal';
    $('code-field').hidden = $('kind').value === 'Silences';
  });
  $('rule').addEventListener('submit', event => {
    event.preventDefault();
    const kind = $('kind').value, rule = { Probability: Number($('probability').value) };
    if (kind !== 'Refusal') rule.Pattern = $('pattern').value;
    if (kind !== 'Silences') rule.Code = Number($('code').value);
    set(now => kind === 'Refusal' ? { ...now, Refusal: rule } : { ...now, [kind]: [...now[kind], rule] }, 'The rule holds from now on.');
  });
  $('latency-form').addEventListener('submit', event => {
    event.preventDefault();
    set({ Latency: $('latency').value.trim() }, 'The latency holds from now on.');
  });
};

export const view = place => {
  place.append($('faults-template').content.cloneNode(true));
  begin();
  return {
    title: 'Faults',
    refresh: once(async () => { faults = await ask('faults'); show(); }),
  };
};
