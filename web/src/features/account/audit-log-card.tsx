import { useInfiniteQuery } from '@tanstack/react-query'
import type { AuditEntry } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { call } from '../../api/request.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { SelectField } from '../../components/field.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'

/** What an owner looks for most; all of it can be had from the HTTP interface. */
const ACTIONS = [
  'signed-in',
  'sign-in-failed',
  'sign-in-blocked',
  'member-joined',
  'member-role-changed',
  'member-removed',
  'invitation-created',
  'key-created',
  'key-revoked',
  'document-deleted',
  'documents-deleted',
  'collection-visibility-changed',
  'collection-deleted',
  'request-refused',
] as const
type Action = (typeof ACTIONS)[number]

/** What was done, and by whom, the newest first. */
export function AuditLogCard({ name }: { readonly name: 'auditLog' | 'installationAuditLog' }): JSX.Element {
  const t = useTranslations('account')
  const [action, setAction] = useState<Action | undefined>()
  const log = useInfiniteQuery({
    queryKey: [name, action],
    initialPageParam: undefined as number | undefined,
    queryFn: async ({ pageParam: before, signal }) =>
      await call(name, {
        query: { limit: 30, ...(action !== undefined && { action }), ...(before !== undefined && { before }) },
        signal,
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
  })
  const entries = log.data?.pages.flatMap((page) => page.entries)
  return (
    <Card
      title={t('auditLog')}
      actions={
        <SelectField
          label={t('auditFilter')}
          labelHidden
          value={action ?? ''}
          onChange={({ target }) => setAction(ACTIONS.find((one) => one === target.value))}
        >
          <option value="">{t('everything')}</option>
          {ACTIONS.map((one) => (
            <option key={one} value={one}>
              {t(`audit.${one}`)}
            </option>
          ))}
        </SelectField>
      }
    >
      {log.error !== null && <ErrorState error={log.error} onRetry={() => void log.refetch()} />}
      {entries === undefined && log.error === null && <Skeleton />}
      {entries?.length === 0 && <p className="text-soft">{t('nothingYet')}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {entries?.map((entry) => (
          <EntryRow key={entry.sequence} entry={entry} />
        ))}
      </ul>
      {log.hasNextPage && (
        <Button className="mt-3" size="small" busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Card>
  )
}

function EntryRow({ entry }: { readonly entry: AuditEntry }): JSX.Element {
  const t = useTranslations('account')
  const format = useFormatter()
  const { at, action, userName, subject, detail, address } = entry
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-2">
      <time dateTime={at} className="w-36 shrink-0 text-sm text-soft tabular-nums">
        {format.dateTime(new Date(at), { dateStyle: 'short', timeStyle: 'short' })}
      </time>
      <div className="min-w-0 flex-1 basis-60">
        <p className="break-words">
          {t(`audit.${action}`)}
          {subject !== null && <span className="text-soft">: {subject}</span>}
        </p>
        <p className="text-sm break-words text-soft">
          {[userName ?? t('nobodyKnown'), address, detail].filter((part) => part !== null).join(' · ')}
        </p>
      </div>
    </li>
  )
}
