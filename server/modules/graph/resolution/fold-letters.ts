/** Letters that no decomposition makes plain. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  π: 'pi',
  σ: 'sigma',
  φ: 'phi',
  ω: 'omega',
}
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' }
const OTHER_THAN_ASCII = /[^\0-\u007F]/

/** In small letters, without diacritics: "Mediaș" → "medias", "Qurʾān" → "quran", "α-Helix" → "alpha-helix". */
export function foldLetters(text: string): string {
  const small = text.toLowerCase()
  if (!OTHER_THAN_ASCII.test(small)) return small
  return small
    .normalize('NFKC')
    .replaceAll(/[ßæœøłđðþıαβγδεκλμπσφω]/g, (letter) => PLAIN[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/[\p{M}\u02B0-\u02FF]+/gu, '')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[‐‑‒–—−]/g, '-')
}

/** Like `foldLetters`, with umlauts spelled out: "Müller" → "mueller". The same text when it has none. */
export function foldWithUmlautsSpelledOut(text: string): string {
  const small = text.toLowerCase().normalize('NFC')
  return foldLetters(small.replaceAll(/[äöü]/g, (letter) => UMLAUTS[letter] ?? letter))
}
