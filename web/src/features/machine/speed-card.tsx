import type { Machine } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { BarList } from '../../components/bar-list.tsx'
import { Card } from '../../components/card.tsx'
import { ChartFrame } from '../../components/chart-frame.tsx'
import { STAGES } from './stages.ts'
import { useMilliseconds } from './use-milliseconds.ts'

const CACHES = ['search', 'query-embedding'] as const

/** Where the time of searches goes, and how often it was spared. */
export function SpeedCard({ machine }: { readonly machine: Machine }): JSX.Element {
  const t = useTranslations('machine')
  const format = useFormatter()
  const time = useMilliseconds()
  const { latencies, caches } = machine.lastHour
  const rows = STAGES.flatMap((stage) => {
    const { count = 0, p50Ms = null, p95Ms = null } = latencies[stage] ?? {}
    return p50Ms === null || p95Ms === null ? [] : [{ stage, count, p50Ms, p95Ms }]
  })
  const lookups = CACHES.flatMap((name) => {
    const cache = caches[name]
    return cache === undefined || cache.lookups === 0 ? [] : [{ name, ...cache }]
  })
  return (
    <Card title={t('speed')}>
      {rows.length === 0 ? (
        <p className="text-soft">{t('noneYet')}</p>
      ) : (
        <div className="flex flex-col gap-6">
          <ChartFrame
            title={t('stages')}
            hint={t('stagesHint')}
            chart={
              <BarList
                label={t('stages')}
                bars={rows.map(({ stage, p50Ms }) => ({
                  name: t(`stage.${stage}`),
                  value: p50Ms,
                  text: time(p50Ms),
                  strong: stage === 'search' || stage === 'answer',
                }))}
              />
            }
            table={() => ({
              columns: [t('step'), t('line.p50'), t('line.p95'), t('times')],
              rows: rows.map(({ stage, count, p50Ms, p95Ms }) => [
                t(`stage.${stage}`),
                time(p50Ms),
                time(p95Ms),
                format.number(count),
              ]),
            })}
          />
          {lookups.length > 0 && (
            <div className="flex flex-col gap-2">
              <h3 className="font-semibold">{t('caches')}</h3>
              <p className="text-sm text-soft">{t('cachesHint')}</p>
              <BarList
                label={t('caches')}
                most={1}
                bars={lookups.map(({ name, hits, lookups: all }) => ({
                  name: t(`cache.${name}`),
                  value: hits / all,
                  text: t('hitsOf', {
                    share: format.number(hits / all, { style: 'percent' }),
                    count: format.number(all),
                  }),
                  strong: true,
                }))}
              />
            </div>
          )}
        </div>
      )}
    </Card>
  )
}
