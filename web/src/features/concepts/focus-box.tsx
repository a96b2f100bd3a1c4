import { useEffect, useRef, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import { classNames } from '../../components/class-names.ts'
import { conceptAddress } from './concept-address.ts'
import type { ConceptNet } from './concept-net.ts'
import { difficultyLevel, masteryLevel } from './grouping.ts'
import type { Column } from './neighbourhood.ts'

interface FocusBoxProps {
  readonly net: ConceptNet
  readonly index: number
  readonly column: Column
}

/** A concept in the picture around another one; leads to the picture around itself. */
export function FocusBox({ net, index, column }: FocusBoxProps): JSX.Element | null {
  const t = useTranslations('concepts')
  const link = useRef<HTMLAnchorElement>(null)
  const isMiddle = column === 'middle'
  // Who walks from concept to concept goes on from the one in the middle.
  const walked = useHistoryState<{ readonly walked?: boolean } | null>()?.walked === true
  useEffect(() => {
    if (isMiddle && walked) link.current?.focus({ preventScroll: true })
  }, [isMiddle, walked])
  const concept = net.concepts[index]
  if (concept === undefined) return null
  const level = masteryLevel(concept.mastery)
  return (
    <Link
      ref={link}
      href={conceptAddress(concept.id)}
      state={{ walked: true }}
      data-column={column}
      aria-current={isMiddle ? 'page' : undefined}
      className={classNames(
        'flex h-full min-h-11 flex-col justify-center rounded-md border px-2.5 py-1 text-sm leading-tight no-underline',
        isMiddle
          ? 'border-accent bg-accent font-semibold text-on-accent'
          : 'border-line-strong bg-surface text-ink hover:border-accent hover:bg-accent-soft',
      )}
    >
      <span className="line-clamp-2">{concept.name}</span>
      <span className={classNames('truncate text-xs', isMiddle ? '' : 'text-soft')}>
        {level === 'unknown' ? t(`level.${difficultyLevel(concept.difficulty)}`) : t(`level.${level}`)}
      </span>
    </Link>
  )
}
