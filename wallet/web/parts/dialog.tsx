import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'

type DialogProps = {
  title: string
  isOpen: boolean
  /** Also by the Escape key. */
  onClose(): void
  children: ComponentChildren
}

/**
 * A question that has to be answered first. The browser keeps the focus in it, and gives it back. It begins at the
 * question, and not at the first answer, which is a yes: a second press of Enter answers nothing.
 */
export function Dialog({ title, isOpen, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const question = useRef<HTMLHeadingElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    if (isOpen && element?.open === false) {
      element.showModal()
      question.current?.focus()
    }
    if (!isOpen && element?.open === true) element.close()
  }, [isOpen])
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={id} onClose={onClose}>
      {isOpen && (
        <>
          <h2 id={id} ref={question} class="dialog__title" tabIndex={-1}>
            {title}
          </h2>
          {children}
        </>
      )}
    </dialog>
  )
}
