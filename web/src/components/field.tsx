import {
  useId,
  type InputHTMLAttributes,
  type JSX,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react'
import { classNames } from './class-names.ts'

interface FieldProps {
  readonly label: string
  /** The label is there for screen readers alone; the place tells the others. */
  readonly labelHidden?: boolean
  readonly hint?: ReactNode
  readonly error?: string | undefined
}

const BOX =
  'w-full rounded-md border border-line-strong bg-surface px-3 min-h-10 disabled:opacity-55 aria-invalid:border-bad'

interface Described {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

function Field({
  label,
  labelHidden,
  hint,
  error,
  children,
}: FieldProps & { readonly children: (described: Described) => ReactNode }): JSX.Element {
  const id = useId()
  const noteId = `${id}-note`
  const note = error ?? hint
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className={labelHidden === true ? 'sr-only' : 'text-sm font-medium'}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': note === undefined ? undefined : noteId,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {note !== undefined && (
        <p id={noteId} className={classNames('text-sm', error === undefined ? 'text-soft' : 'text-bad')}>
          {note}
        </p>
      )}
    </div>
  )
}

type TextFieldProps = FieldProps & InputHTMLAttributes<HTMLInputElement> & { readonly ref?: Ref<HTMLInputElement> }

export function TextField({ label, labelHidden, hint, error, className, ...rest }: TextFieldProps): JSX.Element {
  return (
    <Field label={label} labelHidden={labelHidden ?? false} hint={hint} error={error}>
      {(described) => <input type="text" {...described} {...rest} className={classNames(BOX, className)} />}
    </Field>
  )
}

type TextAreaProps = FieldProps &
  TextareaHTMLAttributes<HTMLTextAreaElement> & { readonly ref?: Ref<HTMLTextAreaElement> }

export function TextArea({ label, labelHidden, hint, error, className, ...rest }: TextAreaProps): JSX.Element {
  return (
    <Field label={label} labelHidden={labelHidden ?? false} hint={hint} error={error}>
      {(described) => <textarea rows={4} {...described} {...rest} className={classNames(BOX, 'py-2', className)} />}
    </Field>
  )
}

type SelectFieldProps = FieldProps & SelectHTMLAttributes<HTMLSelectElement> & { readonly ref?: Ref<HTMLSelectElement> }

/** A list to choose one from; `children` are <option>s. */
export function SelectField({
  label,
  labelHidden,
  hint,
  error,
  className,
  children,
  ...rest
}: SelectFieldProps): JSX.Element {
  return (
    <Field label={label} labelHidden={labelHidden ?? false} hint={hint} error={error}>
      {(described) => (
        <select {...described} {...rest} className={classNames(BOX, 'pr-2', className)}>
          {children}
        </select>
      )}
    </Field>
  )
}

type CheckboxProps = InputHTMLAttributes<HTMLInputElement> & {
  readonly label: ReactNode
  readonly ref?: Ref<HTMLInputElement>
}

export function Checkbox({ label, className, ...rest }: CheckboxProps): JSX.Element {
  return (
    <label className={classNames('inline-flex min-h-8 items-center gap-2', className)}>
      <input type="checkbox" {...rest} className="size-4.5 shrink-0 accent-accent" />
      <span>{label}</span>
    </label>
  )
}
