import type { AskResponse, Citation, SearchHit, SearchResponse, Status } from '@learnpath/contracts'
import { html, htmlPage, type Html } from './html.ts'

/** What a visit asked for, if anything. */
export interface LandingContent {
  readonly status: Status
  readonly query: string
  readonly answer: AskResponse | null
  readonly results: SearchResponse | null
}

/** The first page: state, a box to ask and search, a way to add documents. Asking works without script. */
export function landingPage({ status, query, answer, results }: LandingContent): Response {
  const title = query === '' ? 'LearnPath' : `${query} – LearnPath`
  const body = html` <header class="bar">
      <a class="brand" href="/">LearnPath</a>
      <nav><a href="/reference">HTTP interface</a></nav>
    </header>
    <main>
      <form class="ask" action="/" method="get" role="search">
        <label for="q">Ask or search your documents</label>
        <div class="row">
          <input
            id="q"
            name="q"
            type="search"
            value="${query}"
            required
            maxlength="2000"
            autocomplete="off"
            ${query === '' && html`autofocus`}
          /><button>Ask</button>
        </div>
      </form>
      ${answer !== null && answerSection(answer)} ${results !== null && resultsSection(results)}
      ${query === '' && startSection(status)}
    </main>
    <footer>${stateLine(status)}</footer>`
  return htmlPage({ title, body, script: true })
}

function answerSection(answer: AskResponse): Html {
  return html`<section aria-label="Answer" class="answer">
    <p class="${answer.abstained ? 'abstained' : 'text'}">${linkedMarkers(answer.answer)}</p>
    ${
      answer.citations.length > 0 &&
      html`<ol class="citations">
        ${answer.citations.map(citation)}
      </ol>`
    }
  </section>`
}

/** Each [n] leads to its citation below. */
function linkedMarkers(answer: string): readonly Html[] {
  return answer
    .split(/(\[\d+\])/)
    .map((piece, index) =>
      index % 2 === 0 ? html`${piece}` : html`<a href="#citation-${piece.slice(1, -1)}">${piece}</a>`,
    )
}

const citation = (cited: Citation): Html =>
  html`<li value="${cited.n}" id="citation-${cited.n}">
    <blockquote>${cited.text}</blockquote>
    <p class="place">${place(cited)}</p>
  </li>`

/** Only a search by keywords looks for nothing but words; by meaning there is a nearest passage unless phrases or exclusions forbid it. */
const nothingFound = ({ engine }: SearchResponse): string =>
  engine === 'keyword' ? 'No passage has any of these words.' : 'No passage was found.'

function wayOf({ engine, semantic }: SearchResponse): string {
  const model = semantic.model ?? 'a model'
  if (engine === 'keyword') return 'by keywords'
  return engine === 'hybrid' ? `by keywords and ${model}` : `by ${model}`
}

function resultsSection(results: SearchResponse): Html {
  const { hits, total, totalIsExact } = results
  if (hits.length === 0) {
    return html`<section>
      <h2>Passages <small>${wayOf(results)}</small></h2>
      <p>${nothingFound(results)}</p>
    </section>`
  }
  return html`<section>
    <h2>Passages <small>${totalIsExact ? total : `more than ${total}`}, ${wayOf(results)}</small></h2>
    <ol class="hits">
      ${hits.map(
        (hit) =>
          html`<li>
            <p class="place">${place(hit)}</p>
            <p class="passage">${marked(hit)}</p>
          </li>`,
      )}
    </ol>
  </section>`
}

function place(passage: SearchHit | Citation): Html {
  const page = passage.page === null ? '' : `, page ${passage.page}`
  const anchor = passage.page === null ? '' : `#page=${passage.page}`
  // A document is often headed by its title.
  const below = passage.headingPath[0] === passage.title ? passage.headingPath.slice(1) : passage.headingPath
  const headings = below.map((heading) => ` › ${heading}`).join('')
  const address = `/documents/${encodeURIComponent(passage.documentId)}/content${anchor}`
  return html`<a href="${address}">${passage.title}</a>${headings}
    <span>${passage.collection}/${passage.path}${page}</span>`
}

/** The passage with its matches marked. Highlights are offsets into the document, as `start` is. */
function marked({ text, start, highlights }: SearchHit): readonly Html[] {
  const pieces: Html[] = []
  let at = 0
  for (const highlight of highlights) {
    const from = Math.max(at, highlight.start - start)
    const to = Math.min(text.length, highlight.end - start)
    if (to <= from) continue
    pieces.push(html`${text.slice(at, from)}`, html`<mark>${text.slice(from, to)}</mark>`)
    at = to
  }
  return [...pieces, html`${text.slice(at)}`]
}

const SAMPLES_COLLECTION = 'samples'
/** Each is answered by another document of the sample library. */
const SAMPLE_QUESTIONS = [
  'What is photosynthesis?',
  'What is the testing effect?',
  'Why do cacti open their stomata at night?',
  'Welche Nummer hat der Notruf?',
]

const hasSamples = ({ collections }: Status): boolean =>
  collections.some(({ name, documentCount }) => name === SAMPLES_COLLECTION && documentCount > 0)

const trySection = (): Html =>
  html`<section>
    <h2>Try one of these</h2>
    <ul>
      ${SAMPLE_QUESTIONS.map(
        (question) => html`<li><a href="/?q=${encodeURIComponent(question)}">${question}</a></li>`,
      )}
    </ul>
  </section>`

function startSection(status: Status): Html {
  const empty = status.sampleLibrary.offered
  return html`${hasSamples(status) && trySection()}
    <section class="start">
      <h2>${empty ? 'Nothing here yet' : 'Add documents'}</h2>
      <p>
        PDF, DOCX, Markdown, HTML and plain text. Choose files, or in a terminal: <code>npx learnpath add PATH…</code>
      </p>
      <form id="upload" class="row">
        <input type="file" name="file" multiple required aria-label="Files" /><button>Add</button>
      </form>
      ${
        empty &&
        html`<form id="samples">
          <p>Or look around first: a small library on several subjects, in English and German.</p>
          <button>Add the sample library</button>
        </form>`
      }
      <p id="progress" role="status" aria-live="polite"></p>
    </section>`
}

/** What serves search now. A generation that was made may still be unable to, as when its model is not installed. */
function searchedBy({ engines, generations }: Status): string {
  const serving = generations.find(({ state }) => state === 'serving')
  return engines.search !== 'hybrid' || serving === undefined ? 'keywords' : `keywords and ${serving.model}`
}

function stateLine(status: Status): Html {
  const { documents, chunks, engines, version } = status
  const waiting = documents.queued + documents.processing
  return html`<p>
    ${documents.searchable} documents, ${chunks}
    passages${waiting > 0 && html`, ${waiting} being read`}${documents.failed > 0 && html`, ${documents.failed} failed`}.
    Search: ${searchedBy(status)}. Answers: ${engines.answer}. OCR: ${engines.ocr ?? 'not installed'}. Version
    ${version}.
  </p>`
}
