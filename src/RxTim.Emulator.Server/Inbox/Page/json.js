// JSON to look at and to copy.
import { announce, button, make } from './dom.js';

// Indents JSON without reading it: numbers of 64 bits stay what they are.
export const indent = text => {
  try { JSON.parse(text); } catch { return text; }
  let out = '', depth = 0, isText = false;
  const line = () => '\n' + '  '.repeat(depth);
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (isText) {
      out += c;
      if (c === '\\') out += text[++i];
      else if (c === '"') isText = false;
    } else if (c === '"') { isText = true; out += c; }
    else if (/\s/.test(c)) continue;
    else if (c === '{' || c === '[') {
      const rest = text.slice(i + 1).trimStart();
      if (rest[0] === '}' || rest[0] === ']') { out += c + rest[0]; i = text.length - rest.length; }
      else { depth++; out += c + line(); }
    }
    else if (c === '}' || c === ']') { depth--; out += line() + c; }
    else if (c === ',') out += c + line();
    else if (c === ':') out += ': ';
    else out += c;
  }
  return out;
};

const copy = async (text, place) => {
  if (navigator.clipboard) { await navigator.clipboard.writeText(text); return; }
  // Over HTTP from another machine there is no clipboard but for what is selected.
  getSelection().selectAllChildren(place);
  if (!document.execCommand('copy')) throw new Error('the browser does not let the page copy');
};

// A titled block of JSON, which copies as it came.
export const jsonPanel = (title, text, missing) => {
  if (text === null || text === undefined) return make('section', 'json', make('h3', '', title), make('p', 'quiet', missing));
  const code = make('pre', '', indent(text));
  code.tabIndex = 0;
  code.setAttribute('role', 'region');
  code.setAttribute('aria-label', title);
  const done = make('span', 'quiet');
  const copying = button('Copy', async () => {
    try { await copy(text, code); done.textContent = 'Copied'; announce(title + ' copied.'); }
    catch (error) { done.textContent = 'Not copied: ' + error.message; announce(done.textContent); }
  }, 'copy');
  copying.setAttribute('aria-label', 'Copy: ' + title);
  return make('section', 'json', make('div', 'json-head', make('h3', '', title), done, copying), code);
};
