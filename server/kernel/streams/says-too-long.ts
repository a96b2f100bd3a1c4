/**
 * Whether a refusal is about the length of the prompt. There is no common code for it: Ollama "the input length exceeds the context
 * length", llama.cpp "exceed_context_size_error", vLLM and OpenAI "This model's maximum context length is", LM Studio "Context size
 * has been exceeded", others "prompt is too long".
 */
export const saysTooLong = (words: string): boolean =>
  /context[ _]?(?:length|size|window)|exceeds? (?:the )?(?:maximum )?context|(?:prompt|input) (?:is )?too long/iu.test(
    words,
  )
