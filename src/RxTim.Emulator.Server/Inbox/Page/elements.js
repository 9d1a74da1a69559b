// What a message says, element by element.
import { make } from './dom.js';
import { indent } from './json.js';

const label = (text, ...rest) => make('div', 'element', make('span', 'label', text), ...rest);
const block = (text, content) => {
  const code = make('pre', '', content);
  code.tabIndex = 0;
  code.setAttribute('role', 'region');
  code.setAttribute('aria-label', text);
  return label(text, code);
};
const lines = (...parts) => parts.filter(part => part !== undefined && part !== null && part !== '' && part !== false).join('\n');
const size = bytes => bytes === undefined || bytes === null ? '' : bytes < 1024 ? bytes + ' bytes'
  : bytes < 1048576 ? (bytes / 1024).toFixed(1) + ' kB' : (bytes / 1048576).toFixed(1) + ' MB';
const pictureSizes = { 1: 'original', 2: 'large', 3: 'thumbnail' };
const picture = form => lines(
  [pictureSizes[form.Type], form.Width && form.Width + ' × ' + form.Height, size(form.Size)].filter(Boolean).join(' · '), form.URL);

const kinds = {
  TIMTextElem: c => make('div', 'element', c.Text),
  TIMCustomElem: c => {
    const node = block('Custom', indent(c.Data || ''));
    node.append(lines(c.Desc && 'Desc: ' + c.Desc, c.Ext && 'Ext: ' + c.Ext, c.Sound && 'Sound: ' + c.Sound));
    return node;
  },
  TIMFaceElem: c => label('Face', lines('No. ' + c.Index, c.Data)),
  TIMLocationElem: c => label('Location', lines(c.Desc, c.Latitude + ', ' + c.Longitude)),
  TIMImageElem: c => label('Image', lines(c.UUID, ...(Array.isArray(c.ImageInfoArray) ? c.ImageInfoArray : []).map(picture))),
  TIMSoundElem: c => label('Sound', lines(c.Second !== undefined && c.Second + ' s', size(c.Size), c.Url)),
  TIMFileElem: c => label('File', lines(c.FileName, size(c.FileSize), c.Url)),
  TIMVideoFileElem: c => label('Video', lines(c.VideoSecond !== undefined && c.VideoSecond + ' s', size(c.VideoSize), c.VideoUrl)),
};

const element = ({ MsgType, MsgContent }) => Object.hasOwn(kinds, MsgType) && MsgContent
  ? kinds[MsgType](MsgContent)
  : block(String(MsgType), JSON.stringify(MsgContent, null, 2));

// The whole of a message, as a bubble.
export const bubble = message => {
  const node = make('div', message.withdrawn ? 'bubble withdrawn' : 'bubble', ...message.body.map(element));
  if (message.cloud) node.append(block('CloudCustomData', indent(message.cloud)));
  return node;
};

// Whether a line says all of a message.
export const isShort = ({ body, cloud }) => !cloud && body.length === 1 && body[0].MsgType === 'TIMTextElem'
  && String(body[0].MsgContent.Text).length <= 80 && !String(body[0].MsgContent.Text).includes('\n');

// A message in a line.
const longest = 240;
const word = ({ MsgType, MsgContent }) => MsgType === 'TIMTextElem'
  ? String(MsgContent.Text) : '[' + String(MsgType).replace(/^TIM(.*)Elem$/, '$1').toLowerCase() + ']';
export const summary = body => body.slice(0, 4).map(word).join(' ').slice(0, longest);
