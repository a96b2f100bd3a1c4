import type { Status } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useFormatter, useNow, useTranslations } from 'use-intl'
import { Badge } from '../../components/badge.tsx'
import { ButtonLink } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { useMilliseconds } from './use-milliseconds.ts'

const CLOCK_MS = 10_000

/** Models in memory now. They are loaded when first needed, and let go when they are idle. */
export function LoadedModels({ status }: { readonly status: Status }): JSX.Element {
  const t = useTranslations('machine')
  const tModels = useTranslations('models')
  const format = useFormatter()
  const now = useNow({ updateInterval: CLOCK_MS })
  const time = useMilliseconds()
  const { loaded, provider, threads } = status.inference
  return (
    <Card
      title={t('loaded.title')}
      actions={
        <ButtonLink to="/models" size="small">
          {t('loaded.manage')}
        </ButtonLink>
      }
    >
      {loaded.length === 0 ? (
        <p className="text-soft">{t('loaded.none')}</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {loaded.map(({ model, precision, task, loadSeconds, idleSeconds }) => (
            <li key={`${model} ${precision}`} className="flex flex-col gap-0.5">
              <p className="flex flex-wrap items-center gap-2">
                <span className="font-medium">{model}</span>
                <Badge>{tModels(`precisionName.${precision}`)}</Badge>
                <span className="text-sm text-soft">{t(`loaded.task.${task}`)}</span>
              </p>
              <p className="text-sm text-soft tabular-nums">
                {t('loaded.times', {
                  load: time(loadSeconds * 1000),
                  used: format.relativeTime(now.getTime() - idleSeconds * 1000, now),
                })}
              </p>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-3 text-sm text-soft">{t(`loaded.provider.${provider}`, { count: threads })}</p>
    </Card>
  )
}
