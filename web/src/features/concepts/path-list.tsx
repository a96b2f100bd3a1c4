import { CheckIcon } from '@radix-ui/react-icons'
import { useMemo, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { conceptAddress } from './concept-address.ts'
import type { ConceptNet } from './concept-net.ts'
import { pathTo } from './path-to-concept.ts'

const FIRST = 8
const ALL = 60

/** What to know first, in an order to learn it. */
export function PathList({ net, goal }: { readonly net: ConceptNet; readonly goal: number }): JSX.Element {
  const t = useTranslations('concepts')
  const [all, setAll] = useState(false)
  const { steps, more } = useMemo(() => pathTo(net, goal, all ? ALL : FIRST), [net, goal, all])
  const name = (index: number): string => net.concepts[index]?.name ?? ''
  return (
    <Card title={t('path')}>
      {steps.length === 0 ? (
        <p className="text-soft">{t('pathEmpty')}</p>
      ) : (
        <>
          <p className="mb-3 text-sm text-soft">{t('pathHint')}</p>
          <ol className="flex flex-col gap-2.5">
            {steps.map(({ concept, neededFor }, place) => (
              <li key={concept} className="flex gap-3">
                <span
                  aria-hidden
                  className="flex size-6 shrink-0 items-center justify-center rounded-full bg-sunken text-xs tabular-nums"
                >
                  {net.concepts[concept]?.mastery?.mastered === true ? <CheckIcon /> : place + 1}
                </span>
                <div className="min-w-0">
                  <p className="flex flex-wrap items-center gap-2">
                    <Link href={conceptAddress(net.concepts[concept]?.id ?? '')}>{name(concept)}</Link>
                    {net.concepts[concept]?.mastery?.mastered === true && (
                      <Badge kind="good">{t('level.mastered')}</Badge>
                    )}
                  </p>
                  <p className="text-sm text-soft">{t('neededFor', { name: name(neededFor) })}</p>
                </div>
              </li>
            ))}
          </ol>
        </>
      )}
      {more > 0 && !all && (
        <Button size="small" variant="quiet" className="mt-3" onClick={() => setAll(true)}>
          {t('pathMore', { count: Math.min(more, ALL - FIRST) })}
        </Button>
      )}
    </Card>
  )
}
