import type { Model, ModelVerification } from '@learnpath/contracts'
import { CheckCircledIcon, CrossCircledIcon } from '@radix-ui/react-icons'
import { useQuery } from '@tanstack/react-query'
import type { JSX, ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { call } from '../../api/request.ts'
import { Dialog } from '../../components/dialog.tsx'
import { Spinner } from '../../components/spinner.tsx'
import { ErrorState } from '../../components/states.tsx'

/** Compares a model's files with their checksums, and repeats how close its smaller forms are. */
export function CheckDialog({ model, onClose }: { readonly model: Model; readonly onClose: () => void }): JSX.Element {
  const t = useTranslations('models')
  const { id, title } = model.manifest
  const check = useQuery({
    queryKey: ['verifyModel', id],
    queryFn: async ({ signal }) => await call('verifyModel', { params: { id }, body: {}, signal }),
    staleTime: 0,
    gcTime: 0,
  })
  return (
    <Dialog open onOpenChange={onClose} title={t('check.title', { model: title })} description={t('check.description')}>
      <div className="flex flex-col gap-3 pb-4">
        {check.isPending && (
          <p role="status" className="flex items-center gap-2 text-soft">
            <Spinner /> {t('check.running')}
          </p>
        )}
        {check.error !== null && <ErrorState error={check.error} onRetry={() => void check.refetch()} />}
        {check.data !== undefined && <Result result={check.data} />}
      </div>
    </Dialog>
  )
}

function Result({ result }: { readonly result: ModelVerification }): JSX.Element {
  const t = useTranslations('models')
  const format = useFormatter()
  const cosine = (value: number): string => format.number(value, { minimumFractionDigits: 4, maximumFractionDigits: 4 })
  return (
    <>
      <p role="status" className={result.ok ? 'font-medium text-good' : 'font-medium text-bad'}>
        {t(result.ok ? 'check.fine' : 'check.differs')}
      </p>
      <ul className="flex flex-col gap-1.5">
        {result.files.map(({ path, ok, detail }) => (
          <CheckItem key={path} ok={ok}>
            <span className="break-all">{path}</span>
            {!ok && (
              <span lang="en" className="block text-sm text-bad">
                {detail}
              </span>
            )}
          </CheckItem>
        ))}
        {result.fidelity.map(({ precision, ok, recorded, measured }) => (
          <CheckItem key={`fidelity ${precision}`} ok={ok}>
            {t('check.fidelity', {
              precision: t(`precisionName.${precision}`),
              measured: cosine(measured.cosineMean),
              recorded: recorded === null ? '–' : cosine(recorded.cosineMean),
            })}
          </CheckItem>
        ))}
      </ul>
      {!result.ok && <p className="text-sm">{t('check.advice')}</p>}
    </>
  )
}

function CheckItem({ ok, children }: { readonly ok: boolean; readonly children: ReactNode }): JSX.Element {
  const t = useTranslations('models')
  return (
    <li className="flex items-start gap-2 text-sm">
      {ok ? (
        <CheckCircledIcon aria-label={t('check.ok')} className="mt-0.5 shrink-0 text-good" />
      ) : (
        <CrossCircledIcon aria-label={t('check.wrong')} className="mt-0.5 shrink-0 text-bad" />
      )}
      <span className="min-w-0">{children}</span>
    </li>
  )
}
