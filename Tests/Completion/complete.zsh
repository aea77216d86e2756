#!/usr/bin/env zsh
# What zsh would offer behind a line that somebody has typed: complete.zsh SCRIPT LINE, a word a line.
# A real interactive zsh in a terminal of its own presses Tab; `compadd` is listened to.
zmodload zsh/zpty || exit 69
zpty inner zsh -f -i
inside() {
    PROMPT= PS2= RPROMPT=
    autoload -Uz compinit && compinit -u -D
    source $1
    unsetopt correct
    setopt nolistbeep
    zstyle ':completion:*' list-grouped false
    compadd() {
        # Those calls only ask what would match.
        if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
            builtin compadd "$@"
            return $?
        fi
        local -a hits
        builtin compadd -A hits "$@"
        local hit
        for hit in $hits; do print -r -- "<$hit>"; done
        builtin compadd "$@"
    }
    sayBegin() { print BE""GIN }
    sayEnd() { print E""ND; exit }
    compprefuncs=(sayBegin)
    comppostfuncs=(sayEnd)
    bindkey '^I' complete-word
    print REA""DY
}
zpty -w inner "$(functions inside); inside ${(q)1}"
zpty -r -m inner said '*READY*' || exit 70
zpty -w -n inner "$2"$'\t'
zpty -r -m inner said '*BEGIN*END*' || exit 70
said=${${said##*BEGIN}%%END*}
print -rl -- ${(f)said//$'\r'/} | sed -n 's/^<\(.*\)>$/\1/p' | sort -u
zpty -d inner
