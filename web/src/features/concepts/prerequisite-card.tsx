import type { ConceptDetail } from '@learnpath/contracts'
import { useMemo, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { IfMay } from '../../api/if-may.tsx'
import { useMay } from '../../api/session.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { conceptAddress } from './concept-address.ts'
import type { ConceptNet } from './concept-net.ts'
import { ConceptPicker } from './concept-picker.tsx'
import { PrerequisiteItem } from './prerequisite-item.tsx'
import { useConceptEdits } from './use-concept-edits.ts'

/** As many as are looked through at a glance. */
const FIRST = 24

interface PrerequisiteCardProps {
  readonly concept: ConceptDetail
  readonly net: ConceptNet | null
}

/** What is needed first, why the documents say so, and the person's own word on it. */
export function PrerequisiteCard({ concept, net }: PrerequisiteCardProps): JSX.Element {
  const t = useTranslations('concepts')
  const { decide } = useConceptEdits()
  const mayDecide = useMay()('setPrerequisite')
  const { id, prerequisites, neededBy, forbidden } = concept
  const without = useMemo(
    () => new Set([id, ...prerequisites.map(({ prerequisiteId }) => prerequisiteId)]),
    [id, prerequisites],
  )
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[3fr_2fr]">
      <Card title={t('prerequisites')}>
        {prerequisites.length === 0 ? (
          <p className="text-soft">{t('noPrerequisites')}</p>
        ) : (
          <ul className="flex flex-col divide-y divide-line">
            {prerequisites.map((prerequisite) => (
              <PrerequisiteItem key={prerequisite.prerequisiteId} concept={concept} prerequisite={prerequisite} />
            ))}
          </ul>
        )}
        {forbidden.length > 0 && (
          <div className="mt-4">
            <h3 className="text-sm">{t('forbidden')}</h3>
            <ul className="mt-1 flex flex-col gap-1">
              {forbidden.map(({ conceptId, name }) => (
                <li key={conceptId} className="flex flex-wrap items-center gap-2">
                  <Link href={conceptAddress(conceptId)}>{name}</Link>
                  <IfMay use="setPrerequisite">
                    <Button
                      size="small"
                      variant="quiet"
                      onClick={() =>
                        decide({ concept, prerequisite: { id: conceptId, name }, before: 'forbidden' }, 'derived')
                      }
                    >
                      {t('takeBack')}
                    </Button>
                  </IfMay>
                </li>
              ))}
            </ul>
          </div>
        )}
        {net !== null && mayDecide && (
          <div className="mt-4 max-w-sm">
            <ConceptPicker
              net={net}
              label={t('addPrerequisite')}
              placeholder={t('find')}
              without={without}
              onPick={(prerequisite) => decide({ concept, prerequisite, before: 'derived' }, 'pinned')}
            />
          </div>
        )}
      </Card>
      <NeededBy neededBy={neededBy} />
    </div>
  )
}

function NeededBy({ neededBy }: Pick<ConceptDetail, 'neededBy'>): JSX.Element {
  const t = useTranslations('concepts')
  const [all, setAll] = useState(false)
  const shown = all ? neededBy : neededBy.slice(0, FIRST)
  return (
    <Card title={t('neededBy')}>
      {neededBy.length === 0 ? (
        <p className="text-soft">{t('neededByNone')}</p>
      ) : (
        <ul className="flex flex-wrap gap-x-4 gap-y-1.5">
          {shown.map(({ conceptId, name }) => (
            <li key={conceptId}>
              <Link href={conceptAddress(conceptId)}>{name}</Link>
            </li>
          ))}
        </ul>
      )}
      {shown.length < neededBy.length && (
        <Button size="small" variant="quiet" className="mt-2" onClick={() => setAll(true)}>
          {t('moreConcepts', { count: neededBy.length - shown.length })}
        </Button>
      )}
    </Card>
  )
}
