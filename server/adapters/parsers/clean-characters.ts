/* eslint-disable no-control-regex -- control characters are what this file removes */
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g
const SPACES = /[\u00a0\u2000-\u200a\u202f\u205f\u3000\v]/g
const INVISIBLE =
  /[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb]/g
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const UNUSUAL =
  /[\r\v\0-\x08\x0e-\x1f\x7f-\xa0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000\ud800-\udfff\ufeff\ufff9-\ufffb]/

/** LF line ends, plain spaces, no invisible or control characters, no lone surrogates. Most text passes untouched. */
export function cleanCharacters(raw: string): string {
  if (!UNUSUAL.test(raw)) return raw
  return raw.replace(LINE_ENDS, '\n').replace(SPACES, ' ').replace(INVISIBLE, '').replace(LONE_SURROGATE, '\ufffd')
}
