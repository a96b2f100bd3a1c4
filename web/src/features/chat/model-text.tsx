import type { JSX } from 'react'
import { RichText } from '../../components/rich-text.tsx'

const HEADING = /^#{1,6} +(.+)$/gm
const BULLET = /^( *)[-*+] +/gm
const STRONG = /\*\*([^*\n]+)\*\*/g

/** What a language model wrote: emphasis, bullets, code and math are shown as such, and nothing else of markup is. */
export function ModelText({ text }: { readonly text: string }): JSX.Element {
  const parts = text.replaceAll(HEADING, '**$1**').replaceAll(BULLET, '$1• ').split(STRONG)
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          // oxlint-disable-next-line react/no-array-index-key -- parts of a text have no identity but their place
          <strong key={index}>{part}</strong>
        ) : (
          // oxlint-disable-next-line react/no-array-index-key -- as above
          <RichText key={index} text={part} className="whitespace-pre-line" />
        ),
      )}
    </>
  )
}
