import { ENGLISH_TEXTS } from './calibration/english.ts'
import { OTHER_TEXTS } from './calibration/other-languages.ts'

/**
 * Texts that quantization is steered by and its fidelity stated on: English ones for a model made for English, all for any
 * other. Cards name their checksum, so changing one makes the figures of older cards incomparable.
 */
export function calibrationTexts(languages: readonly string[]): readonly string[] {
  const english = languages.length > 0 && languages.every((language) => language === 'en')
  return english ? ENGLISH_TEXTS : [...ENGLISH_TEXTS, ...OTHER_TEXTS]
}
