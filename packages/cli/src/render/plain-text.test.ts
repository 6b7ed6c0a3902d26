import { plainText, textWidth } from './plain-text';

it('makes visible what would steer the terminal', () => {
  expect(plainText('eth0\u001b[2J\r\n\u0007\u009b31m\u202e')).toBe(
    'eth0\\u001b[2J\\u000d\\u000a\\u0007\\u009b31m\\u202e',
  );
});

it('leaves names of all scripts as they are', () => {
  expect(plainText('WLAN Küche 無線 📶')).toBe('WLAN Küche 無線 📶');
});

it.each([
  ['', 0],
  ['eth0', 4],
  ['Küche', 5],
  ['Ku\u0308che', 5],
  ['無線', 4],
  ['📶', 2],
  ['한국어', 6],
])('counts the columns of %j as %d', (text, width) => {
  expect(textWidth(text)).toBe(width);
});
