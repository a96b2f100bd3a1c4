import type { Relation } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { entityAddress } from './entity-address.ts'
import { KindMark } from './kind-mark.tsx'

type Ends = Pick<Relation, 'kind'> & {
  readonly source: Pick<Relation['source'], 'id' | 'name'>
  readonly target: Pick<Relation['target'], 'id' | 'name'>
}

interface RelationSentenceProps {
  readonly relation: Ends
  /** Id of the entity whose page this is: it does not lead to itself. */
  readonly here?: string
}

/** A relation in words: "cell membrane — part of → cell". */
export function RelationSentence({ relation, here }: RelationSentenceProps): JSX.Element {
  const t = useTranslations('graph')
  const { source, target, kind } = relation
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <End end={source} here={here} />
      <span className="inline-flex items-center gap-1.5 text-sm whitespace-nowrap text-soft">
        <span aria-hidden>—</span>
        {t(`kind.${kind}`)}
        <KindMark kind={kind} />
      </span>
      <End end={target} here={here} />
    </span>
  )
}

function End({ end, here }: { readonly end: Ends['source']; readonly here: string | undefined }): JSX.Element {
  if (end.id === here) return <span className="font-medium">{end.name}</span>
  return (
    <Link href={entityAddress(end.id)} className="font-medium">
      {end.name}
    </Link>
  )
}
