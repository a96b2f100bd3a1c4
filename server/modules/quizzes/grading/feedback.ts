import type { Grade } from './grade.ts'

/** What is said about an answer, before its passage. The right answer stands beside it, in the solution. */
export function feedbackFor({ band, score, reason }: Grade, language: string): string {
  const words = language === 'de' ? GERMAN : ENGLISH
  if (reason === 'partly') return words.partly(Math.round(score * 100))
  if (band === 'self-assess') return reason === 'unit' ? words.unit : words.close
  return words[reason === 'typo' ? 'typo' : reason === 'empty' ? 'empty' : band === 'pass' ? 'right' : 'wrong']
}

/** What is said once the learner has decided. */
export function feedbackAfterOverride(correct: boolean, language: string): string {
  const words = language === 'de' ? GERMAN : ENGLISH
  return correct ? words.countsRight : words.countsWrong
}

const ENGLISH = {
  right: 'Right.',
  typo: 'Right; mind the spelling.',
  wrong: 'Wrong.',
  empty: 'No answer.',
  partly: (percent: number) => `Partly right: ${percent} %.`,
  close: 'Close. Compare with the answer and say whether yours is right.',
  unit: 'The number is right, but its unit is missing. Say whether it counts.',
  countsRight: 'Counts as right.',
  countsWrong: 'Counts as wrong.',
}

const GERMAN: typeof ENGLISH = {
  right: 'Richtig.',
  typo: 'Richtig; auf die Schreibweise achten.',
  wrong: 'Falsch.',
  empty: 'Keine Antwort.',
  partly: (percent: number) => `Teilweise richtig: ${percent} %.`,
  close: 'Nahe dran. Mit der Antwort vergleichen und selbst entscheiden, ob es richtig ist.',
  unit: 'Die Zahl stimmt, aber die Einheit fehlt. Selbst entscheiden, ob es zählt.',
  countsRight: 'Zählt als richtig.',
  countsWrong: 'Zählt als falsch.',
}
