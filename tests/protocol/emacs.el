;;; Emacs' own client, eglot, against the server: what an author would do, said as one line of JSON for each step.  -*- lexical-binding: t -*-
(package-initialize)
(require 'eglot)
(require 'flymake)
(require 'json)
(require 'xref)
(require 'markdown-mode)
;; In a file that nobody visits, an edit is asked about; an author would say yes.
(fset 'y-or-n-p #'always)
(setq eglot-sync-connect 15
      eglot-autoshutdown t
      eglot-confirm-server-initiated-edits nil
      eglot-events-buffer-size 0
      make-backup-files nil
      create-lockfiles nil
      enable-local-variables nil
      vc-follow-symlinks t)

(defun bep-say (step value)
  (princ (concat (json-serialize (list :step step :value value) :false-object :json-false) "\n")))

(let* ((settings (json-parse-string (getenv "BEP_TEST") :object-type 'plist :array-type 'list))
       (place (lambda (key)
                (goto-char (point-min))
                (forward-line (plist-get (plist-get settings key) :line))
                (forward-char (plist-get (plist-get settings key) :character)))))
  (find-file (plist-get settings :file))
  (markdown-mode)
  (add-to-list 'eglot-server-programs (cons 'markdown-mode (plist-get settings :command)))
  (call-interactively #'eglot)
  (let ((server (eglot-current-server)))
    (flymake-start)
    (with-timeout (15)
      (while (null (flymake-diagnostics)) (accept-process-output nil 0.05)))
    (bep-say "diagnostics"
             (vconcat (mapcar (lambda (one)
                                (list :line (1- (line-number-at-pos (flymake-diagnostic-beg one)))
                                      :message (substring-no-properties (flymake-diagnostic-text one))))
                              (flymake-diagnostics))))
    (funcall place :reference)
    (bep-say "hover" (jsonrpc-request server :textDocument/hover (eglot--TextDocumentPositionParams)))
    (bep-say "completion" (jsonrpc-request server :textDocument/completion (eglot--TextDocumentPositionParams)))

    (funcall place :unregistered)
    (let* ((actions (append (eglot-code-actions (point) (point)) nil))
           (reserve (seq-find (lambda (one) (string-match-p "reserve\\|register" (downcase (plist-get one :title)))) actions)))
      (bep-say "actions" (vconcat (mapcar (lambda (one) (plist-get one :title)) actions)))
      (when reserve (eglot--apply-workspace-edit (plist-get reserve :edit))))
    (with-current-buffer (find-file-noselect (plist-get settings :registry))
      (bep-say "registry" (vconcat (split-string (buffer-substring-no-properties (point-min) (point-max)) "\n")))
      (set-buffer-modified-p nil))

    ;; The way an author jumps: the cursor on the reference, then the command bound to M-.
    (switch-to-buffer (find-file-noselect (plist-get settings :file)))
    (funcall place :reference)
    (call-interactively #'xref-find-definitions)
    (bep-say "definition"
             (list :file (file-name-nondirectory buffer-file-name)
                   :line (buffer-substring-no-properties (line-beginning-position) (line-end-position))))
    (dolist (buffer (buffer-list)) (with-current-buffer buffer (set-buffer-modified-p nil)))
    (eglot-shutdown server)))
