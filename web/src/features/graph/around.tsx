import type { EntityDetail, Neighbourhood } from '@learnpath/contracts'
import { useMemo, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { Card } from '../../components/card.tsx'
import { SelectField } from '../../components/field.tsx'
import { Skeleton } from '../../components/states.tsx'
import { canDrawMap } from '../concepts/concept-map.ts'
import { ChosenPanel } from './chosen-panel.tsx'
import { EntityCanvas } from './entity-canvas.tsx'
import type { Chosen } from './entity-graph.ts'
import { entityNet, type EntityNet, type Without } from './entity-net.ts'
import { usePlacedEntities } from './use-placed-entities.ts'

const DEPTHS = [1, 2] as const
/** More is no picture that can be taken in. */
const MOST = 40
const HEIGHT = 'h-80 md:h-104'
const ALL: Without = { types: new Set(), kinds: new Set() }
const NOTHING: Chosen = { entityId: null, relationId: null }

/** A small map around an entity. The lists beside it say the same in words. */
export function Around({ entity }: { readonly entity: EntityDetail }): JSX.Element | null {
  const t = useTranslations('graph')
  const [drawable] = useState(canDrawMap)
  const [depth, setDepth] = useState(1)
  const [chosen, setChosen] = useState(NOTHING)
  const { data } = useAnswer(
    'neighbourhood',
    { params: { id: entity.id }, query: { depth, limit: MOST } },
    { enabled: drawable, keepBefore: true },
  )
  const net = useMemo(() => (data === undefined ? null : netOf(data)), [data])
  const placed = usePlacedEntities(net)
  if (!drawable) return null
  return (
    <Card
      title={t('around')}
      actions={
        <SelectField
          label={t('stepsAway')}
          labelHidden
          value={depth}
          onChange={({ target }) => setDepth(Number(target.value))}
        >
          {DEPTHS.map((steps) => (
            <option key={steps} value={steps}>
              {t('steps', { count: steps })}
            </option>
          ))}
        </SelectField>
      }
    >
      {placed === null || net === null ? (
        <div className={HEIGHT}>
          <Skeleton lines={4} />
        </div>
      ) : (
        <div className="flex flex-col gap-3 lg:flex-row lg:items-start">
          <div className="min-w-0 flex-1">
            <EntityCanvas
              placed={placed}
              without={ALL}
              chosen={chosen}
              onChoose={setChosen}
              start={null}
              height={HEIGHT}
            />
            {data?.complete === false && <p className="text-sm text-soft">{t('notAll')}</p>}
          </div>
          {chosen !== NOTHING && (
            <div className="lg:max-h-104 lg:w-88 lg:shrink-0 lg:overflow-y-auto">
              <ChosenPanel chosen={chosen} net={net} onClose={() => setChosen(NOTHING)} />
            </div>
          )}
        </div>
      )}
    </Card>
  )
}

/** The neighbourhood as the map knows entities and relations. */
function netOf({ entities, relations }: Neighbourhood): EntityNet {
  const indexes = new Map(entities.map(({ id }, index) => [id, index]))
  const edges = relations.flatMap(({ id, kind, source, target, confidence, origins }) => {
    const [from, to] = [indexes.get(source.id), indexes.get(target.id)]
    return from === undefined || to === undefined ? [] : [{ id, kind, source: from, target: to, confidence, origins }]
  })
  return entityNet({ nodes: entities, edges })
}
