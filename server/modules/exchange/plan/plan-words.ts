import type { Plan, PlanSession, SourcePassage } from '@learnpath/contracts'

/** Where a passage stands, in words. */
export function placeOf({ title, headingPath, page, pageEnd }: SourcePassage): string {
  const pages = page === null ? [] : [pageEnd === null || pageEnd === page ? `p. ${page}` : `pp. ${page}–${pageEnd}`]
  return [...new Set([title, ...headingPath]), ...pages].join(', ')
}

export function minutesInWords(minutes: number): string {
  const whole = Math.round(minutes)
  if (whole < 60) return `${whole} min`
  return whole % 60 === 0 ? `${whole / 60} h` : `${Math.floor(whole / 60)} h ${whole % 60} min`
}

const REVIEWS = 'Reviews'

export type PartTitle = (part: PlanSession['parts'][number]) => string

/** What a part of a session is about: its module, or reviews, which belong to none. */
export function partTitles({ modules, title }: Plan): PartTitle {
  const titles = new Map(modules.map((module) => [module.id, module.title]))
  return ({ moduleId }) => (moduleId === null ? REVIEWS : (titles.get(moduleId) ?? title))
}

/** What a session is about, in a line. */
export const sessionTitle = ({ parts }: PlanSession, titleOf: PartTitle): string =>
  [...new Set(parts.map(titleOf))].join(', ')
