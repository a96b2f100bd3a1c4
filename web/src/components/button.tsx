import type { ButtonHTMLAttributes, JSX, ReactNode, Ref } from 'react'
import { Link } from 'wouter'
import { classNames } from './class-names.ts'
import { Spinner } from './spinner.tsx'
import { Tooltip } from './tooltip.tsx'

type Variant = 'primary' | 'secondary' | 'quiet' | 'danger'
type Size = 'small' | 'medium'

const VARIANTS: Readonly<Record<Variant, string>> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'bg-surface text-ink border border-line-strong hover:bg-sunken',
  quiet: 'text-accent hover:bg-accent-soft',
  danger: 'text-bad border border-bad hover:bg-bad-soft',
}
const SIZES: Readonly<Record<Size, string>> = {
  small: 'min-h-8 px-3 text-sm gap-1.5',
  medium: 'min-h-10 px-4 gap-2',
}
const SHAPE =
  'inline-flex items-center justify-center rounded-md font-medium no-underline transition-colors disabled:opacity-55'

const lookOf = (variant: Variant, size: Size, more: string | undefined): string =>
  classNames(SHAPE, VARIANTS[variant], SIZES[size], more)

interface Look {
  readonly variant?: Variant
  readonly size?: Size
  readonly icon?: ReactNode
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, Look {
  /** Shows that it is at work and takes no second click. */
  readonly busy?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button({
  variant = 'secondary',
  size = 'medium',
  icon,
  busy = false,
  className,
  children,
  ...rest
}: ButtonProps): JSX.Element {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled === true || busy}
      aria-busy={busy || undefined}
      className={lookOf(variant, size, className)}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  )
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does, in words: its name for screen readers, and its tooltip. */
  readonly label: string
  readonly icon: ReactNode
  readonly variant?: Variant
  readonly ref?: Ref<HTMLButtonElement>
}

export function IconButton({ label, icon, variant = 'quiet', className, ...rest }: IconButtonProps): JSX.Element {
  return (
    <Tooltip text={label}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={classNames(SHAPE, VARIANTS[variant], 'size-9 shrink-0 p-0', className)}
      >
        {icon}
      </button>
    </Tooltip>
  )
}

interface ButtonLinkProps extends Look {
  readonly to: string
  readonly className?: string
  readonly children: ReactNode
}

/** Leads to another page of the app and looks like a button. */
export function ButtonLink({
  to,
  variant = 'secondary',
  size = 'medium',
  icon,
  className,
  children,
}: ButtonLinkProps): JSX.Element {
  return (
    <Link href={to} className={lookOf(variant, size, className)}>
      {icon}
      {children}
    </Link>
  )
}
