// A list that follows what happens, and goes on when asked.
import { button, make } from './dom.js';
import { once } from './api.js';

// label: what it is a list of; fetch(from): { items, next }; key(item): by what an item is told; row(item): its nodes; empty: what is said
// where there is nothing.
export const liveList = ({ label, fetch, key, row, empty, className = 'rows' }) => {
  const status = make('p', 'empty');
  status.setAttribute('role', 'status');
  // Nothing is said before it is known.
  status.hidden = true;
  const list = make('ol', className);
  list.setAttribute('aria-label', label);
  let shown = new Map(), next = null, isPaged = false, generation = 0;

  const entry = item => {
    const id = String(key(item)), text = JSON.stringify(item), old = shown.get(id);
    if (old && old.text === text) return [id, old];
    const node = make('li', '', ...[row(item)].flat());
    node.dataset.key = id;
    return [id, { node, text }];
  };

  const place = entries => {
    shown = entries;
    const nodes = [...entries.values()].map(item => item.node);
    if (nodes.length === list.children.length && nodes.every((node, i) => node === list.children[i])) return;
    const focused = list.contains(document.activeElement) ? document.activeElement : null;
    const item = focused && focused.closest('li'), nth = item ? links(item).indexOf(focused) : -1;
    list.replaceChildren(...nodes);
    const same = item && shown.get(item.dataset.key);
    if (same) (links(same.node)[nth] || links(same.node)[0]).focus({ preventScroll: true });
  };
  const links = node => [...node.querySelectorAll('a, button, pre')];

  const tell = () => {
    more.hidden = next === null;
    status.textContent = shown.size ? '' : empty;
    status.hidden = shown.size > 0;
  };

  const refresh = once(async () => {
    const asked = generation, page = await fetch(null);
    if (asked !== generation) return;
    const fresh = new Map(page.items.map(entry));
    // What was read further down stays, unless so much came that there is a gap.
    const keeps = isPaged && page.items.some(item => shown.has(String(key(item))));
    const rest = keeps ? [...shown].filter(([id]) => !fresh.has(id)) : [];
    place(new Map([...fresh, ...rest]));
    if (!keeps) { next = page.next; isPaged = false; }
    tell();
  });

  const more = button('More', async () => {
    const asked = generation, page = await fetch(next);
    if (asked !== generation) return;
    const added = page.items.filter(item => !shown.has(String(key(item)))).map(entry);
    place(new Map([...shown, ...added]));
    next = page.next;
    isPaged = true;
    tell();
    if (added.length) links(added[0][1].node)[0].focus();
  }, 'more');
  more.hidden = true;

  const reload = () => { generation++; return refresh(); };
  return { nodes: [status, list, more], refresh, reload };
};
