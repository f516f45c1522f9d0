@echo off
rem The node: builds when a source is newer than the last build, then runs. Try: scripts\node --help
rem The twin of scripts/node, without its lock: one build at a time. Not tested on Windows.
setlocal
set "root=%~dp0.."
call "%~dp0jdk25.cmd" || exit /b 2
call :built && goto run
where mvn >nul 2>nul || (
  >&2 echo umbel is built by Maven 3.8 or newer, which is not on the PATH: https://maven.apache.org/download.cgi
  exit /b 2
)
>&2 echo umbel: building ^(a first build also downloads its libraries^)
pushd "%root%"
if exist node\target\dist rmdir /s /q node\target\dist
call mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true -pl node -am package 1>&2 || (
  >&2 echo umbel: the build failed
  popd
  exit /b 2
)
if not exist target mkdir target
type nul > target\built-node
popd
:run
if not defined UMBEL_COMMAND set "UMBEL_COMMAND=scripts\node"
call "%root%\node\target\dist\bin\umbel.cmd" %*
exit /b %ERRORLEVEL%

:built
powershell -NoProfile -Command "Set-Location -LiteralPath '%root%';" ^
  "$built = Get-Item target\built-node -ErrorAction SilentlyContinue;" ^
  "if (-not $built) { exit 1 };" ^
  "$newer = Get-ChildItem pom.xml, *\pom.xml, *\src\main, packaging, scripts\jdk25.cmd, scripts\jvm.args, LICENSE -Recurse -File |" ^
  "Where-Object LastWriteTime -gt $built.LastWriteTime;" ^
  "if ($newer) { exit 1 }"
exit /b %ERRORLEVEL%
