import type { Entity, MergeReview, SourcePassage } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { Badge } from '../../components/badge.tsx'
import { MarkedText, PassageLink } from '../../components/passage.tsx'
import { entityAddress } from './entity-address.ts'
import { placesOf } from './places-of.ts'
import { TypeMark } from './type-mark.tsx'
import { useReasonWords } from './use-reason-words.ts'

/** Two names beside each other: where each stands, and what speaks for one thing. */
export function ReviewPair({ review }: { readonly review: MergeReview }): JSX.Element {
  const t = useTranslations('graph')
  const format = useFormatter()
  const wordsOf = useReasonWords()
  const { first, second, names, similarity, reasons } = review
  const [firsts, seconds] = passagesOf(review)
  return (
    <section aria-label={t('reviewNames', { first: names[0], second: names[1] })} className="flex flex-col gap-4">
      <div className="grid gap-4 md:grid-cols-2">
        <Side entity={first} name={names[0]} passages={firsts} />
        <Side entity={second} name={names[1]} passages={seconds} />
      </div>
      {(reasons.length > 0 || similarity !== null) && (
        <div>
          <h2 className="text-sm font-semibold">{t('speaksFor')}</h2>
          <ul className="mt-1 flex flex-wrap gap-2">
            {similarity !== null && (
              <li>
                <Badge kind="accent">
                  {t('alikeShare', {
                    similarity: format.number(similarity, { style: 'percent', maximumFractionDigits: 0 }),
                  })}
                </Badge>
              </li>
            )}
            {reasons.map((reason) => (
              <li key={reason}>
                <Badge>{wordsOf(reason)}</Badge>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

interface SideProps {
  readonly entity: Entity
  readonly name: string
  readonly passages: readonly SourcePassage[]
}

function Side({ entity, name, passages }: SideProps): JSX.Element {
  const t = useTranslations('graph')
  const { id, type, names, mentions, documents } = entity
  const others = names.filter((other) => other !== name)
  return (
    <article className="min-w-0 rounded-lg border border-line bg-surface p-5 shadow-card">
      <h2 className="text-xl font-semibold wrap-anywhere">
        <Link href={entityAddress(id)}>{name}</Link>
      </h2>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 text-sm text-soft">
        <TypeMark type={type} />
        {t('namedIn', { mentions, documents })}
      </p>
      {others.length > 0 && (
        <p className="mt-1 text-sm text-soft wrap-anywhere">{t('also', { names: others.join(', ') })}</p>
      )}
      {passages.length === 0 && <p className="mt-3 text-soft">{t('noPassage')}</p>}
      <ul className="mt-3 flex flex-col gap-3">
        {passages.map((passage) => (
          <li key={`${passage.documentId}-${passage.start}`}>
            <p className="line-clamp-5 font-reading wrap-anywhere">
              <MarkedText text={passage.text} start={passage.start} highlights={placesOf(passage, [name, ...others])} />
            </p>
            <PassageLink place={passage} />
          </li>
        ))}
      </ul>
    </article>
  )
}

/** Passages of the first, then of the second: told apart by whose names stand in them, else by their order. */
function passagesOf({ first, second, passages, names }: MergeReview): readonly [SourcePassage[], SourcePassage[]] {
  const half = Math.ceil(passages.length / 2)
  const sides: readonly [SourcePassage[], SourcePassage[]] = [[], []]
  for (const [place, passage] of passages.entries()) {
    const [one, other] = [isOf(passage, first, names[0]), isOf(passage, second, names[1])]
    const isFirst = one === other ? place < half : one
    sides[isFirst ? 0 : 1].push(passage)
  }
  return sides
}

const isOf = (passage: SourcePassage, entity: Entity, name: string): boolean =>
  placesOf(passage, [name, ...entity.names]).length > 0
