import type { InstalledPrecision, Model } from '@learnpath/contracts'
import { TrashIcon } from '@radix-ui/react-icons'
import type { JSX, ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { IconButton } from '../../components/button.tsx'
import { ScrollRegion } from '../../components/scroll-region.tsx'
import { useFileSize } from '../../components/use-file-size.ts'
import { useRemoveModel } from './use-remove-model.ts'

/** Where a model comes from, how it is made, and the forms of it that are here. */
export function ModelDetails({ model }: { readonly model: Model }): JSX.Element {
  const t = useTranslations('models')
  const format = useFormatter()
  const { id, repository, revision, parameters, maximumTokens, runtime } = model.manifest
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-3 text-sm">
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
        <Fact name={t('fact.id')}>
          <code className="font-mono text-xs">{id}</code>
        </Fact>
        {repository !== null && <Fact name={t('fact.repository')}>{repository}</Fact>}
        {repository !== null && <Fact name={t('fact.revision')}>{revision.slice(0, 12)}</Fact>}
        {parameters !== null && (
          <Fact name={t('fact.parameters')}>{format.number(parameters, { notation: 'compact' })}</Fact>
        )}
        <Fact name={t('fact.reads')}>{t('fact.tokens', { count: format.number(maximumTokens) })}</Fact>
        <Fact name={t('fact.kind')}>{t(`runtime.${runtime}`)}</Fact>
      </dl>
      {model.installed.length > 0 && <Forms model={model} />}
    </div>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): JSX.Element {
  return (
    <>
      <dt className="text-soft">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  )
}

const CELL = 'py-1.5 pr-3 text-left align-top whitespace-nowrap'

function Forms({ model }: { readonly model: Model }): JSX.Element {
  const t = useTranslations('models')
  const { title } = model.manifest
  return (
    <ScrollRegion label={t('formsOf', { model: title })} className="overflow-x-auto">
      <table className="w-full">
        <caption className="sr-only">{t('formsOf', { model: title })}</caption>
        <thead className="border-b border-line text-soft">
          <tr>
            <th className={CELL}>{t('form.precision')}</th>
            <th className={CELL}>{t('form.size')}</th>
            <th className={CELL}>{t('form.fidelity')}</th>
            <th className={CELL}>{t('form.speed')}</th>
            {!model.inUse && <th className="sr-only">{t('remove')}</th>}
          </tr>
        </thead>
        <tbody>
          {model.installed.map((form) => (
            <Form key={form.precision} model={model} form={form} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Form({ model, form }: { readonly model: Model; readonly form: InstalledPrecision }): JSX.Element {
  const t = useTranslations('models')
  const format = useFormatter()
  const size = useFileSize()
  const remove = useRemoveModel()
  const { precision, sizeBytes, card } = form
  const fidelity = card?.fidelity ?? null
  const speed = card?.speed ?? null
  const faster = speed === null ? null : speed.tokensPerSecond / speed.sourceTokensPerSecond
  return (
    <tr className="border-b border-line last:border-0">
      <th scope="row" className={`${CELL} font-medium`}>
        {t(`precisionName.${precision}`)}
      </th>
      <td className={`${CELL} tabular-nums`}>{size(sizeBytes)}</td>
      <td className={`${CELL} tabular-nums`}>
        {fidelity === null
          ? t(precision === 'none' ? 'form.original' : 'form.unknown')
          : format.number(fidelity.cosineMean, { style: 'percent', maximumFractionDigits: 2 })}
      </td>
      <td className={`${CELL} tabular-nums`}>
        {faster === null ? '–' : t('form.faster', { times: format.number(faster, { maximumFractionDigits: 1 }) })}
      </td>
      <td className="py-0.5 text-right">
        {!model.inUse && model.installed.length > 1 && (
          <IconButton
            label={t('removeForm', { precision: t(`precisionName.${precision}`), model: model.manifest.title })}
            icon={<TrashIcon />}
            onClick={() => remove(model, precision)}
          />
        )}
      </td>
    </tr>
  )
}
