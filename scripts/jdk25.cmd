@echo off
rem Called: sets JAVA25_HOME to a JDK 25 wherever this machine keeps its JDKs, by the version that each says of itself; or
rem says what to install and returns 1. The twin of jdk25.bash. Not tested on Windows.
call :try "%JAVA25_HOME%" && exit /b 0
call :try "%JAVA_HOME%" && exit /b 0
set "java_on_path="
for %%j in (java.exe) do set "java_on_path=%%~dp$PATH:j"
if defined java_on_path (
  call :try "%java_on_path%.." && exit /b 0
  for /d %%d in ("%java_on_path%..\..\*") do call :try "%%~fd" && exit /b 0
)
for /d %%d in ("%ProgramFiles%\Eclipse Adoptium\jdk-25*" "%ProgramFiles%\Java\jdk-25*" "%ProgramFiles%\Microsoft\jdk-25*") do (
  call :try "%%~fd" && exit /b 0
)
>&2 echo umbel needs a JDK 25, and found none: neither JAVA25_HOME, JAVA_HOME nor the java on the PATH is one.
>&2 echo Install Temurin 25:
>&2 echo     winget install EclipseAdoptium.Temurin.25.JDK
>&2 echo     https://adoptium.net/temurin/releases/?version=25
>&2 echo then run this again, or point to it: set JAVA25_HOME=C:\path\of\jdk-25
exit /b 1

:try
if "%~1"=="" exit /b 1
if not exist "%~1\bin\java.exe" exit /b 1
findstr /r /c:"^JAVA_VERSION=.25[^0-9]" "%~1\release" >nul 2>nul || exit /b 1
set "JAVA25_HOME=%~f1"
exit /b 0
