import { z } from 'zod'

/** A path on the machine of the server. No system takes a NUL in one. */
export const MachinePath = z
  .string()
  .min(1)
  .max(4096)
  .refine((path) => !path.includes('\0'), 'must not contain NUL')
