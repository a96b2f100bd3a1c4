import { passageAddress, SourcePassage } from '@learnpath/contracts'
import { z } from 'zod'

/** A stretch of a document as a tool shows it: its words, where they stand, and a link for the person. */
export const PassageView = SourcePassage.omit({ versionHash: true })
  .extend({ link: z.string().describe('The passage in the web app: give it to the person.') })
  .meta({ id: undefined })
export type PassageView = z.infer<typeof PassageView>

export function viewOf(passage: Omit<SourcePassage, 'versionHash'>, address: string): PassageView {
  const { documentId, collection, path, title, headingPath, page, pageEnd, start, end, text } = passage
  const link = passageAddress(address, passage)
  return { documentId, collection, path, title, headingPath: [...headingPath], page, pageEnd, start, end, text, link }
}

/** Title, page and headings in one line. */
export function placeOf({ title, page, headingPath }: Pick<PassageView, 'title' | 'page' | 'headingPath'>): string {
  const headings = headingPath.filter((heading) => heading !== title)
  return [
    title,
    ...(page === null ? [] : [`page ${page}`]),
    ...(headings.length === 0 ? [] : [headings.join(' › ')]),
  ].join(', ')
}

/** The passage in words: what is quoted stands behind ">", so that it is seen where the document speaks. */
export function passageText(passage: PassageView, label: string): string {
  const { documentId, start, end, link, text } = passage
  const quoted = text
    .trim()
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
  return `${label} ${placeOf(passage)}\n${quoted}\n(document ${documentId}, ${start}–${end}) ${link}`
}
