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
    <p class="${answer.abstained ? 'abstained' : 'text'}">${answer.answer}</p>
    ${
      answer.citations.length > 0 &&
      html`<ol class="citations">
        ${answer.citations.map(citation)}
      </ol>`
    }
  </section>`
}

const citation = (cited: Citation): Html =>
  html`<li value="${cited.n}">
    <blockquote>${cited.text}</blockquote>
    <p class="place">${place(cited)}</p>
  </li>`

function resultsSection({ hits, total, totalIsExact }: SearchResponse): Html {
  if (hits.length === 0) {
    return html`<section>
      <h2>Passages</h2>
      <p>No passage has any of these words.</p>
    </section>`
  }
  return html`<section>
    <h2>Passages <small>${totalIsExact ? total : `more than ${total}`}</small></h2>
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
  const headings = passage.headingPath.length === 0 ? '' : ` › ${passage.headingPath.join(' › ')}`
  return html`<a href="/documents/${encodeURIComponent(passage.documentId)}/content">${passage.title}</a>${headings}
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

function startSection(status: Status): Html {
  const empty = status.sampleLibrary.offered
  return html`<section class="start">
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

function stateLine({ documents, chunks, engines, version }: Status): Html {
  const waiting = documents.queued + documents.processing
  return html`<p>
    ${documents.searchable} documents, ${chunks}
    passages${waiting > 0 && html`, ${waiting} being read`}${documents.failed > 0 && html`, ${documents.failed} failed`}.
    Search: ${engines.search}. Answers: ${engines.answer}. OCR: ${engines.ocr ?? 'not installed'}. Version ${version}.
  </p>`
}
