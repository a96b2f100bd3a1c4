import { EyeOpenIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { IfMay } from '../../api/if-may.tsx'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { conceptAddress } from './concept-address.ts'
import type { ConceptNet, NetConcept } from './concept-net.ts'
import { difficultyLevel, masteryLevel } from './grouping.ts'
import { useConceptEdits } from './use-concept-edits.ts'

/** A concept in the list. */
export function ConceptRow({ net, concept }: { readonly net: ConceptNet; readonly concept: NetConcept }): JSX.Element {
  const t = useTranslations('concepts')
  const format = useFormatter()
  const { setHidden } = useConceptEdits()
  const index = net.indexOf(concept.id) ?? -1
  const needs = net.needs[index]?.length ?? 0
  const document = concept.home === null ? undefined : net.documents[concept.home]
  const level = masteryLevel(concept.mastery)
  return (
    <div className="flex h-full items-center gap-3 px-3 sm:px-4">
      <span aria-hidden className="w-8 shrink-0 sm:w-10 text-right text-sm text-soft tabular-nums">
        {format.number(concept.rank)}
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <Link href={conceptAddress(concept.id)} className="truncate font-medium">
            {concept.name}
          </Link>
          {concept.edited && <Badge kind="accent">{t('edited')}</Badge>}
        </p>
        <p className="truncate text-sm text-soft">
          {t('needsCount', { count: needs })}
          {document !== undefined && ` · ${document.title}`}
        </p>
      </div>
      {concept.hidden ? (
        <IfMay use="updateConcept">
          <Button size="small" icon={<EyeOpenIcon />} onClick={() => setHidden(concept, false)}>
            {t('unhide')}
          </Button>
        </IfMay>
      ) : (
        <>
          <span className="hidden text-sm text-soft sm:inline">
            {t(`level.${difficultyLevel(concept.difficulty)}`)}
          </span>
          {level !== 'unknown' && (
            <Badge kind={level === 'mastered' ? 'good' : level === 'weak' ? 'bad' : 'warn'}>
              {t(`level.${level}`)}
            </Badge>
          )}
        </>
      )}
    </div>
  )
}
