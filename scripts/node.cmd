@echo off
rem The node: builds when a source is newer than the last build, then runs. Try: scripts\node --help
rem The twin of scripts/node, without its lock: one build at a time. Not tested on Windows.
setlocal
set "root=%~dp0.."
call "%~dp0jdk25.cmd"
if not defined JAVA25_HOME exit /b 2
if not exist "%root%\target\built-node" goto build
powershell -NoProfile -Command "Set-Location -LiteralPath '%root%'; $built = (Get-Item target\built-node).LastWriteTime; if (Get-ChildItem pom.xml, *\pom.xml, *\src\main, packaging, scripts\jdk25.cmd, scripts\jvm.args, LICENSE -Recurse -File | Where-Object LastWriteTime -gt $built) { exit 1 }"
if errorlevel 1 goto build
goto run

:build
where mvn >nul 2>nul
if errorlevel 1 (
  >&2 echo umbel is built by Maven 3.8 or newer, which is not on the PATH: https://maven.apache.org/download.cgi
  exit /b 2
)
>&2 echo umbel: building, and a first build also downloads its libraries
pushd "%root%"
if exist node\target\dist rmdir /s /q node\target\dist
call mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true -pl node -am package 1>&2
if errorlevel 1 (
  >&2 echo umbel: the build failed
  exit /b 2
)
if not exist target mkdir target
type nul > target\built-node
popd

:run
if not defined UMBEL_COMMAND set "UMBEL_COMMAND=scripts\node"
call "%root%\node\target\dist\bin\umbel.cmd" %*
exit /b %ERRORLEVEL%
