" Vim with ALE, configured as docs/editors.md says: what an author would do, said as one line of JSON for each step.
let s:settings = json_decode($BEP_TEST)

function! s:Say(step, value) abort
  call writefile([json_encode({'step': a:step, 'value': a:value})], $BEP_OUTPUT, 'a')
endfunction

function! s:Wait(condition) abort
  let l:started = reltime()
  while !eval(a:condition) && reltimefloat(reltime(l:started)) < 15
    sleep 20m
  endwhile
endfunction

function! s:Go(place) abort
  execute 'buffer' fnameescape(s:settings.file)
  call cursor(a:place.line + 1, a:place.character + 1)
endfunction

" What an author types where ALE asks: a new name, the number of a code action.
runtime autoload/ale/util.vim
function! ale#util#Input(message, value, ...) abort
  if a:message !~# 'Code Fixes'
    return 'Design'
  endif
  return matchstr(filter(split(a:message, "\n"), {_, line -> line =~? 'reserve\|register'})[0], '\d\+')
endfunction

function! s:Preview() abort
  for l:window in range(1, winnr('$'))
    if getwinvar(l:window, '&previewwindow')
      return join(getbufline(winbufnr(l:window), 1, '$'), "\n")
    endif
  endfor
  return ''
endfunction

let s:buffer = bufnr('')
call s:Wait('!empty(ale#engine#GetLoclist(' . s:buffer . '))')
call s:Say('diagnostics', map(copy(ale#engine#GetLoclist(s:buffer)), {_, one -> one.text}))

call s:Go(s:settings.reference)
let g:ale_hover_to_preview = 1
ALEHover
call s:Wait('!empty(' . expand('<SID>') . 'Preview())')
call s:Say('hover', s:Preview())
pclose

call s:Go(s:settings.reference)
set omnifunc=ale#completion#OmniFunc completeopt=menu,noinsert
function! BepComplete() abort
  call s:Say('completion', map(complete_info(['items']).items, {_, one -> one.word}))
  return ''
endfunction
call feedkeys("i\<C-X>\<C-O>\<C-R>=BepComplete()\<CR>\<C-E>\<Esc>", 'tx')

call s:Go(s:settings.reference)
ALEFindReferences -quickfix
call s:Wait('!empty(getqflist())')
call s:Say('references', map(getqflist(), {_, one -> fnamemodify(bufname(one.bufnr), ':t')}))
cclose

call s:Go(s:settings.reference)
execute 'ALESymbolSearch' s:settings.query
call s:Wait('!empty(' . expand('<SID>') . 'Preview())')
call s:Say('workspaceSymbols', split(s:Preview(), "\n"))
pclose

call s:Go(s:settings.reference)
ALEGoToDefinition
call s:Wait('expand("%:t") is# ' . string(s:settings.target))
call s:Say('definition', {'file': expand('%:t'), 'line': getline('.')})

call s:Go(s:settings.heading)
ALERename
call s:Wait('getline(".") is# "## Design"')
call s:Say('rename', getline('.'))

call s:Go(s:settings.unregistered)
" The registry is edited in a buffer of its own.
let s:before = len(readfile(s:settings.registry))
ALECodeAction
call s:Wait('len(getbufline(' . string(s:settings.registry) . ', 1, "$")) > ' . s:before)
call s:Say('codeAction', getbufline(s:settings.registry, 1, '$'))
qall!
