#!/bin/sh
# TeX for report.pdf.
#   tools/tex.sh install   install it where nobody has to be asked: as root, where apt-get exists
#   tools/tex.sh hint      if it is missing, say in one line which command brings the PDF
# Neither fails: without TeX everything but the PDF is made.
set -eu
task=${1:-}
set -- texlive-latex-base texlive-latex-recommended lmodern

if command -v pdflatex >/dev/null 2>&1; then
    exit 0
fi

install() { # PACKAGE...
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        return 0
    fi
    echo "Installing TeX for report.pdf: $*"
    log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update >"$log" 2>&1 </dev/null &&
        apt-get install --yes --no-install-recommends "$@" >>"$log" 2>&1 </dev/null; then
        rm -f "$log"
    else
        echo "apt-get could not install it (see $log); everything but the PDF will be made." >&2
    fi
}

hint() { # PACKAGE...
    if command -v apt-get >/dev/null 2>&1; then
        echo "No pdflatex, so no report.pdf. This brings it: sudo apt-get install $* && make report"
    else
        echo "No pdflatex, so no report.pdf. This brings it: install TeX Live (or MacTeX), then make report"
    fi
}

case $task in
install) install "$@" ;;
hint) hint "$@" ;;
*)
    echo "usage: tools/tex.sh install|hint" >&2
    exit 2
    ;;
esac
