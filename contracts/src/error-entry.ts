/** One line of the table of errors: HTTP status, whether the same request may succeed later, what happened, what to do next. */
export const error = (status: number, retry: boolean, title: string, advice: string) =>
  ({ status, retry, title, advice }) as const
