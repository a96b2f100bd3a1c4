/** What stands for a missing word in a cloze: three or more low lines. */
export const BLANK = /_{3,}/gu
