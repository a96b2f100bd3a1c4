import { z } from 'zod'

const Details = z.object({ parameter_size: z.string().optional(), quantization_level: z.string().optional() })

/** GET /api/tags */
export const Tags = z.object({
  models: z
    .array(
      z.object({
        name: z.string(),
        size: z.number().optional(),
        digest: z.string().optional(),
        details: Details.nullish(),
      }),
    )
    .nullable(),
})

/** GET /api/ps */
export const Running = z.object({
  models: z
    .array(
      z.object({
        name: z.string(),
        size: z.number(),
        size_vram: z.number().optional(),
        expires_at: z.string().optional(),
        context_length: z.number().optional(),
      }),
    )
    .nullable(),
})

/** POST /api/show: what matters of it. Older versions do not tell capabilities. */
export const Shown = z.object({
  capabilities: z.array(z.string()).nullish(),
  model_info: z.record(z.string(), z.unknown()).nullish(),
})

/** A line of POST /api/chat. */
export const ChatLine = z.object({
  error: z.string().optional(),
  message: z.object({ content: z.string().nullish(), thinking: z.string().nullish() }).nullish(),
  done: z.boolean().optional(),
  done_reason: z.string().optional(),
  /** Nanoseconds, of the last line only. */
  load_duration: z.number().optional(),
  eval_duration: z.number().optional(),
  prompt_eval_count: z.number().optional(),
  eval_count: z.number().optional(),
})
export type ChatLine = z.infer<typeof ChatLine>
