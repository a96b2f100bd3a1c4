import type { RelationEvidence } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { MarkedText, PassageLink } from '../../components/passage.tsx'

/** Sentences that show a relation, with both names marked. Each leads to its place in the document. */
export function EvidenceList({ evidence }: { readonly evidence: readonly RelationEvidence[] }): JSX.Element {
  return (
    <ul className="flex flex-col gap-3">
      {evidence.map((one) => (
        <li key={`${one.passage.documentId}-${one.passage.start}-${one.rule}`} className="border-l-2 border-line pl-3">
          <Evidence evidence={one} />
        </li>
      ))}
    </ul>
  )
}

function Evidence({ evidence }: { readonly evidence: RelationEvidence }): JSX.Element {
  const t = useTranslations('graph')
  const { passage, source, target, origin, rule } = evidence
  const highlights = [source, target]
    .filter((place) => place !== null)
    .toSorted((one, other) => one.start - other.start)
  return (
    <>
      <p className="font-reading wrap-anywhere">
        <MarkedText text={passage.text} start={passage.start} highlights={highlights} />
      </p>
      <PassageLink place={passage} />
      <p className="text-xs text-soft">
        {t(`origin.${origin}`)} · {t('foundBy', { rule })}
      </p>
    </>
  )
}
