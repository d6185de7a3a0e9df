;;; Emacs' own client, eglot, configured as docs/editors.md says: what an author would do, said as one line of JSON for each step.  -*- lexical-binding: t -*-
(require 'flymake)
(require 'imenu)
(require 'json)
(require 'xref)
;; In a file that nobody visits, an edit is asked about; an author would say yes.
(fset 'y-or-n-p #'always)
(setq eglot-sync-connect 15
      eglot-autoshutdown t
      eglot-confirm-server-initiated-edits nil
      make-backup-files nil
      create-lockfiles nil
      enable-local-variables nil)

(defun bep-say (step value)
  (princ (concat (json-serialize (list :step step :value value) :false-object :json-false) "\n")))

(defun bep-wait (holds)
  (with-timeout (15) (while (not (funcall holds)) (accept-process-output nil 0.05))))

(defun bep-flat (index)
  "The entries of INDEX and of the menus in it."
  (mapcan (lambda (one) (if (consp (cdr one)) (cons one (bep-flat (cdr one))) (list one))) index))

(let* ((settings (json-parse-string (getenv "BEP_TEST") :object-type 'plist :array-type 'list))
       (file (plist-get settings :file))
       (visit (lambda (key)
                (switch-to-buffer (find-file-noselect file))
                (goto-char (point-min))
                (forward-line (plist-get (plist-get settings key) :line))
                (forward-char (plist-get (plist-get settings key) :character))))
       (line (lambda () (buffer-substring-no-properties (line-beginning-position) (line-end-position)))))
  (switch-to-buffer (find-file-noselect file))
  ;; `eglot-ensure' connects when the command that visited the file is over; in a batch nothing is a command.
  (run-hooks 'post-command-hook)
  (bep-wait #'eglot-current-server)
  (let ((server (eglot-current-server)))
    (flymake-start)
    (bep-wait #'flymake-diagnostics)
    (bep-say "diagnostics" (vconcat (mapcar (lambda (one) (substring-no-properties (flymake-diagnostic-text one))) (flymake-diagnostics))))

    (funcall visit :reference)
    (bep-say "hover" (jsonrpc-request server :textDocument/hover (eglot--TextDocumentPositionParams)))
    (bep-say "highlight" (jsonrpc-request server :textDocument/documentHighlight (eglot--TextDocumentPositionParams)))
    ;; What `completion-at-point' shows.
    (let ((capf (eglot-completion-at-point)))
      (bep-say "completion" (vconcat (mapcar #'substring-no-properties (all-completions "" (nth 2 capf))))))
    (bep-say "references"
             (vconcat (mapcar (lambda (one) (file-name-nondirectory (xref-location-group (xref-item-location one))))
                              (xref-backend-references 'eglot (xref-backend-identifier-at-point 'eglot)))))
    (bep-say "workspaceSymbols"
             (vconcat (mapcar (lambda (one) (plist-get one :name))
                              (jsonrpc-request server :workspace/symbol (list :query (plist-get settings :query))))))
    (bep-say "documentSymbols" (vconcat (mapcar (lambda (one) (substring-no-properties (car one))) (bep-flat (eglot-imenu)))))

    ;; The commands bound to keys.
    (funcall visit :reference)
    (call-interactively #'xref-find-definitions)
    (bep-say "definition" (list :file (file-name-nondirectory buffer-file-name) :line (funcall line)))
    (funcall visit :heading)
    (eglot-rename "Design")
    (bep-say "rename" (funcall line))
    (funcall visit :unregistered)
    (let ((reserve (seq-find (lambda (one) (string-match-p "reserve\\|register" (downcase (plist-get one :title))))
                             (append (eglot-code-actions (point) (point)) nil))))
      (when reserve (eglot--apply-workspace-edit (plist-get reserve :edit))))
    (with-current-buffer (find-file-noselect (plist-get settings :registry))
      (bep-say "codeAction" (vconcat (split-string (buffer-substring-no-properties (point-min) (point-max)) "\n"))))
    (dolist (buffer (buffer-list)) (with-current-buffer buffer (set-buffer-modified-p nil)))
    (eglot-shutdown server)))
