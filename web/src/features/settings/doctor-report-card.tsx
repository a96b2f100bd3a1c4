import type { DoctorCheck } from '@learnpath/contracts'
import { CheckCircledIcon, CrossCircledIcon, ExclamationTriangleIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'

/** The server's names of its checks, and theirs in the catalogue. */
const CHECKS = {
  node: 'node',
  'data folder': 'dataFolder',
  'disk space': 'diskSpace',
  database: 'database',
  'search index': 'searchIndex',
  clock: 'clock',
  OCR: 'ocr',
  documents: 'documents',
  models: 'models',
  'watched folders': 'watchedFolders',
} as const

const SIGNS = {
  good: { Icon: CheckCircledIcon, className: 'size-5 text-good' },
  warn: { Icon: ExclamationTriangleIcon, className: 'size-5 text-warn' },
  bad: { Icon: CrossCircledIcon, className: 'size-5 text-bad' },
} as const

const isKnown = (name: string): name is keyof typeof CHECKS => Object.hasOwn(CHECKS, name)

/** What was looked at, whether it is well, and what to do where it is not. `onlyTroubles` leaves out what is well. */
export function DoctorReportCard({ onlyTroubles = false }: { readonly onlyTroubles?: boolean }): JSX.Element {
  const t = useTranslations('settings')
  const { data, error, refetch, isFetching } = useAnswer('doctor', {}, { staleMs: 60_000 })
  const shown = data?.checks.filter(({ ok }) => !ok || !onlyTroubles) ?? []
  const troubles = data?.checks.filter(({ ok }) => !ok).length ?? 0
  return (
    <Card
      title={t('doctor')}
      actions={
        <Button size="small" busy={isFetching} onClick={() => void refetch()}>
          {t('lookAgain')}
        </Button>
      }
    >
      {error !== null && data === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Skeleton lines={5} />}
      {data !== undefined && (
        <>
          <p role="status" className="text-soft">
            {troubles === 0 ? t('allWell') : t('troubles', { count: troubles })}
          </p>
          {shown.length > 0 && (
            <ul className="mt-3 grid gap-x-6 gap-y-3 md:grid-cols-2">
              {shown.map((check) => (
                <CheckItem key={check.name} check={check} />
              ))}
            </ul>
          )}
        </>
      )}
    </Card>
  )
}

function CheckItem({ check }: { readonly check: DoctorCheck }): JSX.Element {
  const t = useTranslations('settings')
  const { name, ok, severity, detail, advice } = check
  const known = isKnown(name) ? CHECKS[name] : null
  return (
    <li className="flex gap-2.5">
      <span className="pt-0.5">
        <Sign ok={ok} severity={severity} />
      </span>
      <div className="min-w-0">
        <h3 className="font-medium">{known === null ? name : t(`check.${known}.name`)}</h3>
        {ok && known !== null ? (
          <p className="text-sm text-soft">{t(`check.${known}.good`)}</p>
        ) : (
          <p lang="en" className="text-sm break-words text-soft">
            {detail}
          </p>
        )}
        {!ok && <p className="text-sm">{known === null ? advice : t(`check.${known}.advice`)}</p>}
      </div>
    </li>
  )
}

function Sign({ ok, severity }: Pick<DoctorCheck, 'ok' | 'severity'>): JSX.Element {
  const t = useTranslations('settings')
  const look = ok ? 'good' : severity === 'error' ? 'bad' : 'warn'
  const { Icon, className } = SIGNS[look]
  return <Icon role="img" aria-label={t(`sign.${look}`)} className={className} />
}
