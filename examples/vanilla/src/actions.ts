/** Runs what buttons and forms start: one at a time per section, with the outcome in words and how many touches it took. */
import { getCounts } from '../../shell/counters.ts'
import { toProblem, toTouches } from '../../shell/words.ts'
import { toElement } from './elements.ts'

/**
 * Runs `work` and shows its outcome in the section's output.
 * @param section element whose buttons are disabled meanwhile
 * @param work returns the sentence to show
 */
async function runAction(section: HTMLElement, work: () => Promise<string>): Promise<void> {
  const buttons = [...section.querySelectorAll('button')].filter((button) => !button.disabled)
  for (const button of buttons) button.disabled = true
  const touchesBefore = getCounts().touches
  try {
    const sentence = await work()
    show(section, 'good', `${sentence} (${toTouches(getCounts().touches - touchesBefore)})`)
  } catch (error) {
    show(section, 'bad', toProblem(error))
  } finally {
    for (const button of buttons) button.disabled = false
  }
}

/**
 * Runs `work` when a form is submitted.
 * @param form form inside a section
 * @param work returns the sentence to show
 */
export function onSubmit(form: HTMLFormElement, work: () => Promise<string>): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void runAction(sectionOf(form), work)
  })
}

/**
 * Runs `work` when a button is pressed.
 * @param button button inside a section
 * @param work returns the sentence to show
 */
export function onPress(button: HTMLButtonElement, work: () => Promise<string>): void {
  button.addEventListener('click', () => void runAction(sectionOf(button), work))
}

function sectionOf(element: HTMLElement): HTMLElement {
  return element.closest('section') ?? document.body
}

function show(section: HTMLElement, kind: 'good' | 'bad', text: string): void {
  section.querySelector('output')?.replaceChildren(toElement('p', text, kind))
}
