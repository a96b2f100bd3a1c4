import type { Status } from '@learnpath/contracts'
import type { JSX, ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { useToast } from '../../components/toast.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useFileSize } from '../../components/use-file-size.ts'
import { useMilliseconds } from './use-milliseconds.ts'

/** The index that searches go through, and making it anew. */
export function IndexCard({ status }: { readonly status: Status }): JSX.Element {
  const t = useTranslations('machine')
  const format = useFormatter()
  const size = useFileSize()
  const time = useMilliseconds()
  const toast = useToast()
  const onError = useFailureToast()
  const rebuild = useCommand('rebuildIndex', {
    changes: ['status', 'doctor'],
    onSuccess: ({ chunks, tookMs }) =>
      toast({ kind: 'good', text: t('index.rebuilt', { count: chunks, time: time(tookMs) }) }),
  })
  const { index, engines } = status
  return (
    <Card
      title={t('index.title')}
      actions={
        <Button size="small" busy={rebuild.isPending} onClick={() => rebuild.mutate({}, { onError })}>
          {t('index.rebuild')}
        </Button>
      }
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        <Fact name={t('index.engine')}>{t(engines.search === 'hybrid' ? 'engine.hybrid' : 'engine.keyword')}</Fact>
        <Fact name={t('index.chunks')}>{format.number(index.chunks)}</Fact>
        <Fact name={t('index.size')}>{size(index.sizeBytes)}</Fact>
        <Fact name={t('index.state')}>
          {index.lag === 0 ? (
            t('index.current')
          ) : (
            <span className="text-warn">{t('index.lag', { count: index.lag })}</span>
          )}
        </Fact>
        <Fact name={t('index.answers')}>
          {t(engines.answer === 'extractive' ? 'engine.extractive' : 'engine.languageModel', { name: engines.answer })}
        </Fact>
        <Fact name={t('index.ocr')}>{engines.ocr ?? t('index.noOcr')}</Fact>
      </dl>
      <p className="mt-3 text-sm text-soft">{t('index.rebuildHint')}</p>
    </Card>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): JSX.Element {
  return (
    <>
      <dt className="text-soft">{name}</dt>
      <dd className="min-w-0 break-words tabular-nums">{children}</dd>
    </>
  )
}
