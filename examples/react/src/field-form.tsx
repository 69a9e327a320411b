/** A form of one field and one button. */
import type { InputHTMLAttributes, ReactElement, SubmitEvent } from 'react'

/** Texts and behaviour of a {@link FieldForm}. */
export interface FieldFormProps {
  label: string
  button: string
  /** Whether the button is the one that stands out in its panel. */
  isPrimary?: boolean
  disabled: boolean
  /** Further attributes of the field. */
  field: InputHTMLAttributes<HTMLInputElement>
  /** Called with what was typed in, trimmed and not empty. */
  onSend(text: string): void
}

/** Shows label, field and button. */
export function FieldForm({ label, button, isPrimary, disabled, field, onSend }: FieldFormProps): ReactElement {
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    onSend(String(new FormData(event.currentTarget).get('field')).trim())
  }
  return (
    <form className="row" onSubmit={submit}>
      <label>
        {label}
        <input name="field" required {...field} />
      </label>
      <button className={isPrimary ? 'primary' : ''} type="submit" disabled={disabled}>
        {button}
      </button>
    </form>
  )
}
