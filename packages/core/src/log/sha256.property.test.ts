import { createHash, createHmac } from 'node:crypto';

import * as fc from 'fast-check';

import { hmacSha256Hex, sha256Hex } from './index';

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ minLength: 50, maxLength: 200 }),
);

describe('hashes', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('of %p is the published one', (message, digest) => {
    expect(sha256Hex(message)).toBe(digest);
  });

  it('agree with the runtime’s SHA-256 of the same text in UTF-8', () => {
    fc.assert(
      fc.property(text, (message) =>
        expect(sha256Hex(message)).toBe(createHash('sha256').update(message, 'utf8').digest('hex')),
      ),
    );
  });

  it('agree with the runtime’s HMAC-SHA-256', () => {
    fc.assert(
      fc.property(text, text, (key, message) =>
        expect(hmacSha256Hex(key)(message)).toBe(
          createHmac('sha256', key).update(message, 'utf8').digest('hex'),
        ),
      ),
    );
  });

  it('take a lone surrogate for the replacement character, as UTF-8 encoders do', () => {
    expect(sha256Hex('a\ud800b')).toBe(sha256Hex('a\ufffdb'));
  });
});
