// The counts, the gauges and the connection at the top.
import { $, count } from './dom.js';
import { ask, once } from './api.js';

const again = 500;
let timer = 0;

// How much of a documented rate is used.
const gauge = (id, rate) => {
  const place = $(id), meter = place.querySelector('meter');
  place.hidden = rate.limit === null;
  if (place.hidden) return 0;
  meter.max = rate.limit;
  meter.high = rate.limit * .9;
  meter.optimum = 0;
  meter.value = rate.used;
  place.classList.toggle('full', rate.used >= rate.limit);
  place.querySelector('span').textContent = count(rate.used) + ' of ' + count(rate.limit);
  return rate.used;
};

export const showCounts = counts => {
  for (const name of ['calls', 'sent', 'failed']) $(name).textContent = count(counts[name]);
};

// A rate falls by itself, so it is asked for again until nothing of it is used.
export const showState = once(async () => {
  clearTimeout(timer);
  const state = await ask('state');
  $('app').textContent = state.sdkAppId;
  $('admin').textContent = state.admin;
  $('lost').hidden = state.callsLost === 0;
  $('lost').textContent = state.callsLost + ' calls could not be kept: the database cannot be written.';
  showCounts(state);
  const used = gauge('calls-rate', state.rates.calls) + gauge('messages-rate', state.rates.messages);
  $('rates').hidden = state.rates.calls.limit === null && state.rates.messages.limit === null;
  if (used > 0) timer = setTimeout(showState, again);
});

export const showConnection = isLive => {
  const place = $('connection');
  if (place.classList.contains('live') === isLive && place.dataset.told) return;
  place.dataset.told = '1';
  place.textContent = isLive ? 'Live' : 'Not connected';
  place.classList.toggle('live', isLive);
};
