// Every view has an address in the fragment: #/sends/3?tab=calls
import { query } from './api.js';

export const read = () => {
  const [path, rest = ''] = location.hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  return { path, parts: path.split('/').filter(Boolean), values: Object.fromEntries(new URLSearchParams(rest)) };
};

export const link = (path, values = {}) => '#/' + path + query(values);

// Changes what is asked for without another step for Back.
export const adjust = values => history.replaceState(history.state, '', link(read().path, values));

export const toAccount = id => link('account', { id });
